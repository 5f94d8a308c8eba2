import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxClickResult } from '../../src/sandbox/protocol.ts';
import { openBrowser } from './browser.ts';
import { button, card, formCard, showCard, words } from './fixture/cards.ts';
import { type Opened, openPage } from './fixture/phones.ts';
import { cardMessage, textMessage } from './fixture/state.ts';

let browser: Browser;
let opened: Opened;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(() => opened.close());

const FORM = () => cardMessage('om_form', 'oc_p1', formCard);
const phone = () => opened.phone('ou_1');
const press = (name: string) => phone().getByRole('button', { name, exact: true }).click();

async function fillForm(): Promise<void> {
  await phone().getByLabel('岗位', { exact: true }).fill('固定资产采购');
  await phone().getByLabel('风险表现').fill('可能在验收环节\n把关不严');
  await phone().getByLabel('发生可能性').selectOption('high');
  await phone().getByRole('button', { name: '风险类别（可多选）' }).click();
  await phone().getByLabel('制度机制').check();
  await phone().getByLabel('岗位职责').check();
  await phone().getByLabel('完成期限').fill('2026-12-31');
  await phone().getByLabel('内容由本人核对').check();
}

describe('a form', () => {
  it('sends all its fields as the client holds them', async () => {
    opened = await openPage(browser, [FORM()]);
    await fillForm();
    await press('提交');
    await expect
      .poll(() => opened.fixture.clicks)
      .toEqual([
        {
          openId: 'ou_1',
          messageId: 'om_form',
          path: 'body.elements.1.elements.6.columns.0.elements.0',
          form: {
            post: '固定资产采购',
            risk: '可能在验收环节\n把关不严',
            likelihood: 'high',
            kinds: ['duty', 'rule'],
            due: '2026-12-31 +0800',
            own: true,
          },
        },
      ]);
  });

  it('checks required fields itself and sends nothing', async () => {
    opened = await openPage(browser, [FORM()]);
    await phone().getByLabel('岗位', { exact: true }).fill('出纳');
    await press('提交');
    await phone().getByText('有必填项未填写').waitFor();
    expect(await phone().getByLabel('风险表现').getAttribute('aria-invalid')).toBe('true');
    expect(await phone().getByLabel('岗位', { exact: true }).getAttribute('aria-invalid')).toBe('false');
    expect(opened.fixture.clicks).toEqual([]);
  });

  it('keeps what was typed after an answer with a toast only, and while other messages come', async () => {
    opened = await openPage(browser, [FORM(), cardMessage('om_b', 'oc_p1', showCard)]);
    const toast = { openId: 'ou_1', type: 'error', content: '请说明在哪个环节' } as const;
    opened.fixture.answer = () => ({ ok: true, toast });
    await fillForm();
    await press('提交');
    await phone().getByText('请说明在哪个环节').waitFor();
    opened.fixture.put(textMessage('om_n', 'oc_p1', 'bot', '另一条消息'));
    await phone().getByText('另一条消息').waitFor();
    expect(await phone().getByLabel('岗位', { exact: true }).inputValue()).toBe('固定资产采购');
    expect(await phone().getByLabel('发生可能性').inputValue()).toBe('high');
    expect(await phone().getByLabel('完成期限').inputValue()).toBe('2026-12-31');
    await phone().getByRole('button', { name: '廉政风险防控工作群' }).click();
    await phone().getByRole('button', { name: '清风', exact: true }).click();
    expect(await phone().getByLabel('风险表现').inputValue()).toBe('可能在验收环节\n把关不严');
  });

  it('counts characters and takes no more than allowed', async () => {
    opened = await openPage(browser, [FORM()]);
    await phone().getByLabel('岗位', { exact: true }).pressSequentially('x'.repeat(45));
    expect(await phone().getByLabel('岗位', { exact: true }).inputValue()).toBe('x'.repeat(40));
    expect(await phone().locator('.counter').first().textContent()).toBe('40/40');
  });

  it('asks before a button with a confirm dialogue sends', async () => {
    opened = await openPage(browser, [FORM()]);
    await fillForm();
    await press('确认后提交');
    const dialogue = phone().getByRole('dialog', { name: '提交这条风险点？' });
    await dialogue.getByRole('button', { name: '取消' }).click();
    expect(opened.fixture.clicks).toEqual([]);
    await press('确认后提交');
    await dialogue.getByRole('button', { name: '确认' }).click();
    await expect.poll(() => opened.fixture.clicks.map((c) => c.confirmed)).toEqual([true]);
    await expect.poll(() => dialogue.count()).toBe(0);
  });

  it('takes a date from the calendar, which opens at the sandbox day', async () => {
    opened = await openPage(browser, [FORM()]);
    await phone().getByRole('button', { name: '打开日历' }).click();
    expect(await phone().locator('.day.today').textContent()).toBe('23');
    await phone().getByRole('button', { name: '下个月' }).click();
    await phone().getByRole('button', { name: '2026年12月5日' }).click();
    expect(await phone().getByLabel('完成期限').inputValue()).toBe('2026-12-05');
  });

  it('goes back to its first values on reset without telling anybody', async () => {
    opened = await openPage(browser, [FORM()]);
    await fillForm();
    await press('重填');
    expect(await phone().getByLabel('岗位', { exact: true }).inputValue()).toBe('');
    expect(opened.fixture.clicks).toEqual([]);
  });
});

describe('a click', () => {
  it('shows the button busy and lets nothing else be pressed until the answer', async () => {
    const two = card(words('两个按钮', 'Two'), 'blue', [button('甲', 'A'), button('乙', 'B')]);
    opened = await openPage(browser, [cardMessage('om_2', 'oc_p1', two)]);
    let release: (result: SandboxClickResult) => void = () => {};
    opened.fixture.answer = () =>
      new Promise((done) => {
        release = done;
      });
    await press('甲');
    await phone().locator('.cb-loading').waitFor();
    await phone().getByRole('button', { name: '乙' }).click({ force: true });
    // The button is busy before the click has arrived.
    await expect.poll(() => opened.fixture.clicks.length).toBe(1);
    release({ ok: true });
    await phone().locator('.cb-loading').waitFor({ state: 'detached' });
    await press('乙');
    await expect
      .poll(() => opened.fixture.clicks.map((c) => c.path))
      .toEqual(['body.elements.0', 'body.elements.1']);
  });

  it('shows the platform code when the bot does not answer in time', async () => {
    opened = await openPage(browser, [
      cardMessage('om_1', 'oc_p1', card(words('一', 'One'), 'blue', [button('甲', 'A')])),
    ]);
    opened.fixture.answer = () => ({ ok: false, why: 'platform', code: 200341 });
    await press('甲');
    await phone().getByText('code: 200341').waitFor();
  });

  it('sends the choice of a select outside a form at once', async () => {
    opened = await openPage(browser, [cardMessage('om_s', 'oc_p1', showCard)]);
    await phone().getByLabel('换一个季度').selectOption('q2');
    await expect
      .poll(() => opened.fixture.clicks)
      .toEqual([{ openId: 'ou_1', messageId: 'om_s', path: 'body.elements.10', option: 'q2' }]);
  });

  it('opens web addresses only', async () => {
    const link = (zh: string, default_url: string) =>
      button(zh, zh, { behaviors: [{ type: 'open_url', default_url }] });
    const links = [link('好', `${'http'}://127.0.0.1:9/x`), link('坏', 'javascript:alert(1)')];
    opened = await openPage(browser, [
      cardMessage('om_u', 'oc_p1', card(words('链接', 'Links'), 'blue', links)),
    ]);
    const { page } = opened;
    await page.evaluate('window.asked = []; window.open = (url) => { window.asked.push(url); }');
    await press('坏');
    await press('好');
    expect(await page.evaluate('window.asked')).toEqual(['http://127.0.0.1:9/x']);
    expect(opened.fixture.clicks).toEqual([]);
  });
});
