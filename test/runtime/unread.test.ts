import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestBot, testBot } from '../support/bot.ts';
import { smallBureau } from '../support/bureau.ts';
import { wordsOn } from '../support/read-card.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
});
afterEach(() => bot.close());

it('a picture or a voice message is answered by what can be read here', async () => {
  const answer = await bot.says('ou_clerk', '');
  expect(wordsOn(answer?.card)).toContain('我只读文字和卡片');
});

it('a file of somebody who does not import is not opened, and the answer names the way on', async () => {
  const answer = await bot.sendsFile('ou_clerk', '照片.zip', new Uint8Array([1, 2, 3]));
  expect(wordsOn(answer?.card)).toContain('文件没有打开，也没有保存');
});

it('a file of an unknown kind tells the admin which kind is read', async () => {
  const admin = smallBureau.grants.find((g) => g.role === 'office_admin')?.person ?? '';
  const answer = await bot.sendsFile(admin, '名册.docx', new Uint8Array([1, 2, 3]));
  expect(wordsOn(answer?.card)).toContain('.xlsx');
});

it('a directory larger than one commit is read in one go', async () => {
  const users = Array.from({ length: 2100 }, (_, i) => ({
    openId: `ou_${i.toString(16).padStart(8, '0')}`,
    name: `人${i}`,
    departmentIds: ['od-1'],
    primaryDepartmentId: 'od-1',
    active: true,
  }));
  const large = await testBot({
    data: { ...smallBureau, people: [] },
    directory: { departments: [{ id: 'od-1', name: '档案中心', parentId: '0', order: 1 }], users },
  });
  expect(await large.app.syncPeople()).toBe(true);
  const people = await large.store.list('person', { limit: 5_000 });
  expect(people.items).toHaveLength(2100);
  expect(await large.app.syncPeople()).toBe(false);
  await large.close();
});
