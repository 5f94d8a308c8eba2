import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import type { Card } from '../../cards/kit/card.ts';
import { cleanText } from '../../cards/kit/clean.ts';
import type { Reply } from '../../src/kernel/envelope.ts';
import { approvedBody } from '../publicity/approved.ts';
import { riskBody, worldAt } from '../risks/fixture.ts';
import { type TestBot, testBot } from '../support/bot.ts';
import { texts, wrongWith } from './hostile-texts.ts';
import { at, clickOn, data } from './register.ts';

/** A cell that begins like this becomes a formula when its text is pasted on, or saved as CSV (ASVS 1.2.10). */
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/;
const BUYER = { level: 'post', unit: 'U1', division: 'D2', post: 'P2' } as const;

const cards: Card[] = [];
const keep = (reply: Reply): Reply => {
  if (reply.card) cards.push(reply.card);
  return reply;
};

/** Texts as our own forms would have stored them: cleaned and cut. */
const stored = (text: string) => {
  const t = cleanText(text).slice(0, 300);
  return {
    title: t.slice(0, 60),
    content: t,
    manifestation: t,
    rootCause: t,
    measure: t,
    comments: { t1: t },
  };
};
async function seed(bot: TestBot): Promise<void> {
  const given = worldAt(bot.now(), data);
  for (const { id, text } of texts) {
    const bodies = {
      E: { ...approvedBody(bot.now()), status: 'effective', effectiveAt: bot.now() },
      P: approvedBody(bot.now()),
      V: riskBody({ declarer: 'ou_buyer', place: BUYER }, given),
    };
    for (const [kind, body] of Object.entries(bodies))
      await bot.app.apply(`seed:${kind}${id}`, async (world) => ({
        events:
          kind === 'P'
            ? [{ type: 'risk.approved', about: `risk:R-P${id}`, by: 'system', at: world.now }]
            : [],
        put: [{ kind: 'risk', id: `R-${kind}${id}`, rev: 0, body, sealed: stored(text) }],
      }));
  }
}

/** Declares, reviews, objects, answers and says one hostile text. */
async function playText(bot: TestBot, id: string, text: string): Promise<void> {
  const { items } = await bot.store.list<{ items: { risk: string }[] }>('notice', { limit: 500 });
  const notice = items.find((n) => n.body.items.some((i) => i.risk === `R-P${id}`))?.id ?? '';
  const place = { level: 'post', unit: 'U1', division: 'D2', post: 'P2', method: 'self' };
  const form = { source: 'process', step: 'S2', likelihood: 'low', harm: 'low', title: text, measure: text };
  const said = {
    ...form,
    content: `编制采购文件时可能${text}`,
    manifestation: text,
    comment: text,
    text,
    reason: text,
  };
  keep(await clickOn(bot, 'ou_buyer', 'risks.draft', '-', { value: place, form: said }));
  const { rev } = (await bot.store.get({ kind: 'risk', id: `R-V${id}` })) ?? { rev: 1 };
  const risk = `R-V${id}`;
  keep(await clickOn(bot, 'ou_sectionhead', 'review.open', risk, { rev }));
  keep(
    await clickOn(bot, 'ou_sectionhead', 'review.grade', risk, {
      rev,
      form: { ...said, likelihood: 'high', harm: 'high' },
    }),
  );
  const next = (await bot.store.get({ kind: 'risk', id: risk }))?.rev ?? 1;
  const back = { reason: 'vague', comment: text, due: '2026-11-27 +0800' };
  keep(await clickOn(bot, 'ou_sectionhead', 'review.return', risk, { rev: next, form: back }));
  keep(await clickOn(bot, 'ou_sectionhead', 'review.history', risk));
  keep(await clickOn(bot, 'ou_buyer', 'risks.show', risk));
  keep(
    await clickOn(bot, 'ou_plain', 'publicity.submit', notice, {
      form: { item: `R-P${id}`, text: `异议内容：${text}` },
    }),
  );
  keep(
    await clickOn(bot, text, text, text, {
      value: { page: text as never },
      option: text,
      form: { [text.slice(0, 50)]: text },
    }),
  );
  await bot.says('ou_plain', text);
  await bot.says('ou_buyer', `目录 ${text}`);
  await bot.sendsFile('ou_admin', text.slice(0, 200), new TextEncoder().encode(text.slice(0, 2000)));
}

it('I01, I02, I04: every hostile text through every place where text enters and leaves', {
  timeout: 240_000,
}, async () => {
  const logged: string[] = [];
  const bot = await testBot({
    data,
    start: at('2026-11-23', '09:00'),
    log: (level, event, facts) => void logged.push(JSON.stringify({ level, event, ...facts })),
  });
  await bot.goTo(at('2026-11-23', '09:00'));
  await seed(bot);
  await bot.goTo(at('2026-11-23', '09:30'));
  const notice = (await bot.store.list('notice', { limit: 1 })).items[0]?.id ?? '';
  for (const { id, text } of texts) await playText(bot, id, text);
  const { items: objections } = await bot.store.list<{ holders: string[] }, { text: string }>('objection', {
    limit: 500,
  });
  // Cards show what fits; the record keeps every letter of what was taken.
  const whole = new Set(texts.map(({ text }) => cleanText(`异议内容：${text}`)));
  expect(objections.filter((o) => !whole.has(o.sealed?.text ?? ''))).toEqual([]);
  for (const [i, o] of objections.entries()) {
    const form = { outcome: 'rejected', verdict: 'rejected', reply: texts[i]?.text ?? 'x' };
    keep(await clickOn(bot, o.body.holders[0] ?? '', 'publicity.answer', o.id, { rev: o.rev, form }));
  }
  for (const page of [0, 1, 2, 3]) {
    keep(await clickOn(bot, 'ou_buyer', 'publicity.page', notice, { value: { page } }));
    keep(await clickOn(bot, 'ou_sectionhead', 'review.desk', '-', { value: { page } }));
    keep(await clickOn(bot, 'ou_unithead', 'catalogue.post', 'U1', { option: 'U1|D2|P2', value: { page } }));
  }
  await clickOn(bot, 'ou_unithead', 'catalogue.export', 'U1');
  await bot.goTo(at('2026-11-24', '08:35'));
  await bot.goTo(at('2026-11-30', '10:00'));

  for (const { card } of bot.messenger.messages) if (card) cards.push(card);
  expect(cards.length).toBeGreaterThan(texts.length * 4);
  expect(objections.length).toBeGreaterThan(20);
  expect(cards.flatMap(wrongWith)).toEqual([]);
  expect(({} as { isAdmin?: unknown; x?: unknown }).isAdmin).toBeUndefined();
  expect(logged.filter((l) => /"level":"error"/.test(l))).toEqual([]);
  expect(logged.filter((l) => /evil\.example|\/etc\/passwd|DROP TABLE|at id=all|[\n\r]/.test(l))).toEqual([]);
  const files = bot.messenger.messages.flatMap((m) => m.file ?? []);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Buffer.from(file.bytes) as unknown as ArrayBuffer);
    const formulas: string[] = [];
    book.eachSheet((s) =>
      s.eachRow((r) =>
        r.eachCell((c) => {
          const starts = FORMULA_START.test(c.text);
          if (c.formula || starts) formulas.push(`${c.address} ${c.text.slice(0, 40)}`);
        }),
      ),
    );
    expect([file.name, formulas]).toEqual([expect.not.stringMatching(/[/\\:*?"<>|]/), []]);
  }
  expect((await bot.store.verify()).ok).toBe(true);
  await bot.close();
});
