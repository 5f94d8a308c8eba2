import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { showCard } from './fixture/cards.ts';
import { NARROW, type Opened, openPage } from './fixture/phones.ts';
import { cardMessage, NOW, textMessage } from './fixture/state.ts';

let browser: Browser;
let opened: Opened;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(() => opened.close());

const group = (openId: string) => opened.phone(openId).locator('.tab', { hasText: '廉政风险防控工作群' });

it('counts what others wrote in a chat that is not open, until it is opened', async () => {
  opened = await openPage(browser, [textMessage('om_1', 'oc_g1', 'bot', '通知')]);
  await group('ou_1').locator('.badge').waitFor();
  opened.fixture.put(textMessage('om_2', 'oc_g1', 'ou_2', '收到'));
  await expect.poll(() => group('ou_1').locator('.badge').textContent()).toBe('2');
  expect(await group('ou_2').locator('.badge').textContent()).toBe('1');
  await group('ou_1').click();
  await opened.phone('ou_1').getByText('收到').waitFor();
  await expect.poll(() => group('ou_1').locator('.badge').count()).toBe(0);
});

it('sends what one writes, and a mention of the bot in a group', async () => {
  opened = await openPage(browser, []);
  const phone = opened.phone('ou_3');
  await group('ou_3').click();
  await phone.getByRole('button', { name: '提及机器人' }).click();
  await phone.getByLabel('发送消息').pressSequentially('进度');
  await phone.getByLabel('发送消息').press('Enter');
  const say = { route: 'say', body: { openId: 'ou_3', chatId: 'oc_g1', text: '@bot 进度' } };
  await expect.poll(() => opened.fixture.posts).toContainEqual(say);
  expect(await phone.getByLabel('发送消息').inputValue()).toBe('');
});

it('presses entries of the bot menu', async () => {
  opened = await openPage(browser, []);
  await opened.phone('ou_2').getByRole('button', { name: '申报风险点' }).click();
  const menu = { route: 'menu', body: { openId: 'ou_2', key: 'declare' } };
  await expect.poll(() => opened.fixture.posts).toContainEqual(menu);
});

it('moves the clock and shows the new time', async () => {
  opened = await openPage(browser, []);
  const face = opened.page.locator('.clock-face');
  expect(await face.textContent()).toBe('2026年11月23日星期一09:05');
  await opened.page.getByRole('button', { name: '下一个工作日' }).click();
  await expect.poll(() => opened.fixture.posts).toContainEqual({ route: 'clock', body: { next: 'workday' } });
  await expect.poll(() => face.textContent()).toContain('10:05');
  opened.fixture.send({ type: 'clock', now: NOW + 86_400_000 });
  await expect.poll(() => face.textContent()).toContain('2026年11月24日');
});

it('adds a person found by department and takes one away', async () => {
  opened = await openPage(browser, []);
  const { page } = opened;
  await page.getByRole('button', { name: '添加一个人' }).click();
  await page.getByRole('searchbox').fill('采购');
  await expect.poll(() => page.locator('.picker-row').count()).toBe(1);
  await page.locator('.picker-row').click();
  await opened.phone('ou_4').waitFor();
  await page.getByRole('button', { name: '从视图移除: 周明' }).click();
  const shown = 'Array.from(document.querySelectorAll(".phone"), (p) => p.dataset.person)';
  expect(await page.evaluate(shown)).toEqual(['ou_2', 'ou_3', 'ou_4']);
  await page.reload();
  await opened.phone('ou_4').waitFor();
  expect(await page.evaluate(shown)).toEqual(['ou_2', 'ou_3', 'ou_4']);
});

it('shows a toast only to the person it is for, and takes it away again', async () => {
  opened = await openPage(browser, []);
  await opened.page.clock.install();
  const toast = { openId: 'ou_2', type: 'success', content: '已办理', i18n: { en_us: 'Done' } } as const;
  opened.fixture.send({ type: 'toast', toast });
  await opened.phone('ou_2').getByRole('status').getByText('已办理').waitFor();
  await expect.poll(() => opened.phone('ou_1').getByText('已办理').count()).toBe(0);
  await opened.page.clock.fastForward(1500);
  await expect.poll(() => opened.phone('ou_2').getByText('已办理').count()).toBe(1);
  await opened.page.clock.fastForward(1500);
  await opened.phone('ou_2').getByText('已办理').waitFor({ state: 'detached' });
});

it('brings a new message into view at the end of the chat, and only tells of it further up', async () => {
  opened = await openPage(browser, [
    cardMessage('om_a', 'oc_p2', showCard),
    cardMessage('om_b', 'oc_p2', showCard),
  ]);
  const phone = opened.phone('ou_2');
  const list = phone.locator('.messages');
  await list.evaluate((e) => {
    e.scrollTop = e.scrollHeight;
  });
  opened.fixture.put(textMessage('om_c', 'oc_p2', 'bot', '第一条新消息'));
  await expect.poll(() => phone.locator('[data-message="om_c"]').isVisible()).toBe(true);
  const gap = () => list.evaluate((e) => e.scrollHeight - e.scrollTop - e.clientHeight);
  await expect.poll(gap).toBeLessThan(2);
  await list.evaluate((e) => {
    e.scrollTop = 0;
  });
  opened.fixture.put(textMessage('om_d', 'oc_p2', 'bot', '第二条新消息'));
  await phone.getByRole('button', { name: '新消息' }).click();
  await expect.poll(gap).toBeLessThan(2);
});

it('tells on the switcher of a narrow screen what came to the people behind the front one', async () => {
  opened = await openPage(browser, [], '?lang=zh', NARROW);
  const face = opened.page.locator('.switcher button').nth(1);
  await expect.poll(() => face.locator('.badge').count()).toBe(0);
  opened.fixture.put(textMessage('om_s', 'oc_p2', 'bot', '请审核'));
  await expect.poll(() => face.getAttribute('aria-label')).toBe('林晓岚, 1 条未读');
  await face.click();
  await opened.phone('ou_2').getByText('请审核').waitFor();
  await expect.poll(() => face.getAttribute('aria-label')).toBe('林晓岚');
});
