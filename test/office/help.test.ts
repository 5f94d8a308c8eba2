import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entries as firstEntries, moreEntries } from '../../cards/office/entries.ts';
import { composition } from '../../src/app.ts';
import { pressables, type TestBot, testBot, wordsOn } from '../support/bot.ts';

describe('帮助', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await testBot();
  });
  afterEach(() => bot.close());
  const entries = async (person: string, word = '帮助'): Promise<readonly string[]> => {
    const shown = await bot.says(person, word);
    return shown?.card ? pressables(shown.card).map((p) => p.label) : [];
  };

  it('shows at most eight entries, those of the roles held', async () => {
    expect(await entries('ou_clerk')).toEqual(['填报', '我的', '目录', '更多']);
    expect(await entries('ou_head', 'help')).toEqual(['填报', '我的', '待办', '目录', '进度', '更多']);
    expect(await entries('ou_chief', '你好')).toEqual([
      '填报',
      '我的',
      '待办',
      '目录',
      '进度',
      '汇总',
      '更多',
    ]);
    expect(await entries('ou_admin', '菜单')).toEqual(['填报', '我的', '目录', '汇总', '管理', '更多']);
  });

  it('opens by menu key, and every entry leads somewhere', async () => {
    for (const person of ['ou_clerk', 'ou_chief', 'ou_admin', 'ou_head']) {
      const shown = await bot.presses(person, 'help');
      const buttons = shown?.card ? pressables(shown.card) : [];
      expect(buttons.length).toBeGreaterThan(2);
      for (const { label } of buttons) {
        const fresh = await bot.presses(person, 'help');
        if (!fresh) throw new Error('no help');
        const reply = await bot.clicks(person, fresh, label);
        expect([label, reply.card !== undefined, reply.toast?.type]).toEqual([label, true, undefined]);
      }
    }
  });

  /** Both faces of help as this person reads them, line by line. */
  const facesOf = async (person: string): Promise<readonly string[]> => {
    const shown = await bot.says(person, '帮助');
    if (!shown) throw new Error('no help');
    const first = wordsOn(shown.card);
    await bot.clicks(person, shown, '更多');
    return `${first}\n${wordsOn(shown.card)}`.split('\n');
  };

  it('reaches every word there is, for somebody', async () => {
    const people = ['ou_clerk', 'ou_head', 'ou_chief', 'ou_officer', 'ou_admin'];
    const shown = new Set<string>();
    for (const person of people) for (const word of await facesOf(person)) shown.add(word);
    const missing = composition()
      .registry.words.map((w) => w.words)
      .filter((words) => !words.includes('帮助') && !words.some((w) => shown.has(w)));
    expect(missing).toEqual([]);
  });

  it('names words that are understood as they stand there, in both languages', () => {
    const known = new Set(composition().registry.words.flatMap((w) => w.words));
    const named = [...Object.values(firstEntries), ...Object.values(moreEntries)].flatMap(({ label }) => [
      label['zh-CN'],
      label['en-US'].toLowerCase(),
    ]);
    expect(named.filter((word) => !known.has(word))).toEqual([]);
  });

  it('keeps from a person the words of other roles', async () => {
    const clerk = await facesOf('ou_clerk');
    expect(clerk).toContain('查漏');
    for (const word of ['导入', '谁是谁', '抽查', '质量', '认领']) expect(clerk).not.toContain(word);
  });

  it('welcomes a person once, with privacy and three ways to go on', async () => {
    const enter = () =>
      bot.app.handle({
        kind: 'entered',
        cause: `evt:${bot.messenger.messages.length}`,
        openId: 'ou_clerk',
        chatId: 'oc_p2p_clerk',
        at: bot.now(),
      });
    await enter();
    while ((await bot.app.round()) > 0);
    const [welcome, ...more] = bot.to('ou_clerk');
    expect(more).toEqual([]);
    expect(wordsOn(welcome?.card)).toContain('隐私：');
    expect(welcome?.card ? pressables(welcome.card).map((p) => p.label) : []).toEqual([
      '填报',
      '我的',
      '帮助',
    ]);
    await enter();
    while ((await bot.app.round()) > 0);
    expect(bot.to('ou_clerk')).toHaveLength(1);
  });
});
