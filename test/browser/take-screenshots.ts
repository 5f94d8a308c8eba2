import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { SandboxChat, SandboxMessage } from '../../src/sandbox/protocol.ts';
import { castOf } from '../../src/tour/cast.ts';
import { declare, fieldsOf, RISK, SECOND, words } from '../../src/tour/declare.ts';
import { type Phone, type Sandbox, sandboxAt, until } from '../../src/tour/phone.ts';
import { deskOf } from '../../src/tour/review.ts';
import { openBrowser } from './browser.ts';

/** Pictures for the README, from a running sandbox: `npx tsx test/browser/take-screenshots.ts http://127.0.0.1:7300 docs/images`. */
const [url = 'http://127.0.0.1:7300', folder = 'docs/images'] = process.argv.slice(2);

/** Higher than any card: the chat must not scroll, or the top of the card is cut. */
const TALL = 2600;

async function shoot(
  browser: Browser,
  name: string,
  openId: string,
  chat: string,
  message: SandboxMessage,
  language = 'zh-CN',
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 390, height: TALL },
    deviceScaleFactor: 2,
    locale: language,
  });
  const page = await context.newPage();
  const lang = language === 'en-US' ? '&lang=en' : '&lang=zh';
  await page.goto(`${url}/?person=${openId}&chat=${chat}&bare=1${lang}`);
  const card = page.locator(`[data-message="${message.messageId}"]`).first();
  await card.waitFor({ timeout: 10_000 });
  // Charts are loaded late and drawn with an animation.
  await page.waitForTimeout(1500);
  const box = await card.boundingBox();
  if (!box || box.y < 0 || box.y + box.height > TALL)
    throw new Error(`${name}: the card is cut (${JSON.stringify(box)})`);
  await card.screenshot({ path: join(folder, `${name}.png`) });
  await context.close();
}

const chatOf = async (phone: Phone): Promise<string> => (await phone.messages())[0]?.chatId ?? '';

async function story(browser: Browser, sandbox: Sandbox): Promise<void> {
  const cast = castOf(sandbox);
  const { buyer, head, colleague, branch, officer, committee, chief, admin } = cast;
  const shot = async (
    name: string,
    who: Phone,
    message: SandboxMessage,
    group?: SandboxChat,
    language?: string,
  ) => shoot(browser, name, who.person.openId, group?.chatId ?? (await chatOf(who)), message, language);
  await buyer.open();
  const form = await buyer.say('填报');
  await shot('form', buyer, form);
  const confirm = await buyer.tap(form, '下一步：看等级', fieldsOf(form, RISK));
  await shot('confirm', buyer, confirm.message);
  const sent = await buyer.tap(confirm.message, '提交', { measure: RISK.measure });
  await shot('status', buyer, sent.message);
  const desk = await deskOf(head, '评分标准');
  await shot('review', head, desk);
  await shot('review-en', head, desk, undefined, 'en-US');
  await declare(colleague, SECOND);
  await declare(buyer, {
    ...SECOND,
    step: '需求与评分标准编写',
    content: '需求调研时可能只问一家厂商，参数来自其宣传材料。',
    manifestation: '调研记录只有一家；参数页与样本同版式。',
  });
  const list = await head.say('待办');
  await shot('list', head, list);
  await head.tap(list, '其余');
  for (const who of [branch, officer, committee, chief]) {
    const mine = await who.say('待办');
    const open = words(mine).includes('其余') ? '其余' : '同意';
    await who.tap(mine, open);
  }
  const group = sandbox.group('政府采购中心');
  const notice = await until('notice', async () =>
    (await buyer.messages(group)).find((m) => words(m).includes('廉政风险点公示')),
  );
  await shot('notice', buyer, notice, group);
  for (let day = 0; day < 6; day += 1) {
    await sandbox.moveClock({ next: 'workday' });
    await sandbox.moveClock({ by: 45 * 60_000 });
  }
  await shot('catalogue', buyer, await buyer.say('目录'));
  await shot('summary', chief, await chief.say('汇总'));
  await shot('summary-en', chief, await chief.say('汇总'), undefined, 'en-US');
  await shot('help', admin, await admin.say('帮助'));
  const digest = (await buyer.messages()).filter((m) => words(m).includes('今日提醒')).at(-1);
  if (digest) await shot('digest', buyer, digest);
}

mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
try {
  await story(browser, await sandboxAt(url));
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${url}/?lang=zh`);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(folder, 'sandbox.png') });
} finally {
  await browser.close();
}
