import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { formCard, showCard } from './fixture/cards.ts';
import { NARROW, type Opened, openPage } from './fixture/phones.ts';
import { cardMessage, textMessage } from './fixture/state.ts';

let browser: Browser;
let opened: Opened;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await opened.close();
  // Nothing a test does may leave an error behind in the page.
  expect(opened.faults).toEqual([]);
});

const SHOW = () => cardMessage('om_show', 'oc_p2', showCard);
const FORM = () => cardMessage('om_form', 'oc_p1', formCard);

describe('cards', () => {
  it('draws every element of a card, and an unknown one in red', async () => {
    opened = await openPage(browser, [SHOW()]);
    const card = opened.phone('ou_2').locator('.card');
    expect(await card.locator('h3').textContent()).toBe('季度汇总：第三季度');
    expect(await card.locator('.markdown strong').first().textContent()).toBe('本季度');
    expect(await card.locator('.markdown del').textContent()).toBe('撤销');
    expect(await card.locator('.markdown .md-at').textContent()).toBe('@林晓岚');
    expect(await card.locator('.markdown .text-tag').textContent()).toBe('二级（中）');
    await expect.poll(() => card.locator('.markdown ol > li').count()).toBe(2);
    expect(await card.locator('.markdown ol ul > li').textContent()).toBe('招标环节');
    expect(await card.locator('.markdown a').getAttribute('href')).toBe('https://example.com/rules');
    expect(await card.locator('.unknown').textContent()).toContain('lottery_wheel');
    expect(await card.getByRole('button', { name: '不可用' }).isDisabled()).toBe(true);
    await card.locator('.chart-ready canvas').waitFor();
  });

  it('turns the pages of a table and unfolds a panel', async () => {
    opened = await openPage(browser, [SHOW()]);
    const card = opened.phone('ou_2').locator('.card');
    await expect.poll(() => card.locator('tbody tr').count()).toBe(5);
    await card.getByRole('button', { name: '下一页' }).click();
    await card.getByRole('button', { name: '下一页' }).click();
    await expect.poll(() => card.locator('tbody tr').count()).toBe(3);
    await expect.poll(() => card.getByText('周明 提交').count()).toBe(0);
    await card.getByRole('button', { name: '办理过程' }).click();
    await expect.poll(() => card.getByText('周明 提交').count()).toBe(1);
  });

  it('replaces a card in place when it is updated', async () => {
    opened = await openPage(browser, [FORM(), textMessage('om_2', 'oc_p1', 'bot', '之后的消息')]);
    const phone = opened.phone('ou_1');
    await phone.getByLabel('岗位').fill('出纳');
    const now = cardMessage('om_form', 'oc_p1', { ...formCard, header: { title: { content: '已提交' } } });
    opened.fixture.put({ ...now, updatedAt: now.updatedAt + 1 });
    await phone.getByRole('heading', { name: '已提交' }).waitFor();
    await expect.poll(() => phone.locator('.message').count()).toBe(2);
    await expect.poll(() => phone.locator('.message').first().locator('.card').count()).toBe(1);
    expect(await phone.getByLabel('岗位').inputValue()).toBe('');
  });

  it('offers a file for download', async () => {
    const text = textMessage('om_f', 'oc_p1', 'bot', '');
    const file = { key: 'file 1', name: '清单.xlsx', bytes: 2048 };
    opened = await openPage(browser, [{ ...text, type: 'file', file }]);
    const link = opened.phone('ou_1').getByRole('link', { name: '下载 清单.xlsx' });
    expect(await link.getAttribute('href')).toBe('/sandbox/files/file%201');
    expect(await link.getAttribute('download')).toBe('清单.xlsx');
  });
});

describe('languages', () => {
  it('switches cards and own words', async () => {
    opened = await openPage(browser, [FORM()]);
    const phone = opened.phone('ou_1');
    await phone.getByRole('heading', { name: '申报廉政风险点' }).waitFor();
    await opened.page.getByRole('button', { name: 'English' }).click();
    await phone.getByRole('heading', { name: 'Declare a risk point' }).waitFor();
    await opened.page.getByRole('button', { name: 'Next working day' }).waitFor();
    await expect.poll(() => phone.getByRole('button', { name: 'My tasks' }).count()).toBe(1);
    expect(await phone.locator('.owner h2').textContent()).toBe('Zhou Ming');
    expect(await opened.page.locator('html').getAttribute('lang')).toBe('en');
  });
});

describe('sizes', () => {
  it.each(['zh', 'en'])('needs no sideways scrolling on a narrow screen (%s)', async (lang) => {
    const long = textMessage('om_l', 'oc_p1', 'bot', 'W'.repeat(300));
    opened = await openPage(browser, [long, FORM(), SHOW()], `?lang=${lang}`, NARROW);
    const { page } = opened;
    await expect.poll(() => page.locator('.phone:visible').count()).toBe(1);
    await opened.phone('ou_1').locator('.box').click();
    const wide = `[...document.querySelectorAll('html, .page, .phone-front .messages, .phone-front .card, .phone-front .card-body')]
      .filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.className)`;
    expect(await page.evaluate(wide)).toEqual([]);
    await page.locator('.switcher button').nth(1).click();
    await opened.phone('ou_2').locator('.chart-ready').waitFor();
    expect(await page.evaluate(wide)).toEqual([]);
    expect(await page.locator('.phone:visible').getAttribute('data-person')).toBe('ou_2');
  });

  it('shows one phone without the bar for pictures', async () => {
    opened = await openPage(browser, [SHOW()], '?person=ou_4&chat=oc_p4&bare=1&lang=zh', NARROW);
    await expect.poll(() => opened.page.locator('.phone').count()).toBe(1);
    await expect.poll(() => opened.page.locator('.top-bar').count()).toBe(0);
    expect(await opened.phone('ou_4').locator('.owner h2').textContent()).toBe('吴佳');
  });
});
