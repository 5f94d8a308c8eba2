import { afterEach, describe, expect, it } from 'vitest';
import type { Card } from '../../cards/kit/card.ts';
import { effect } from '../catalogue/effective.ts';
import { file, HEADER, riskRow } from '../imports/risk-rows.ts';
import { policy, put } from '../powers/registers.ts';
import { atGroup, groupBureau, voting } from '../risks/group.ts';
import { seedRisks } from '../risks/seeded.ts';
import { cardOf, declaringBot, inForce, raisedByLeader } from '../screening/campaign.ts';
import { MONDAY_9, type TestBot, testBot } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';
import { texts, wrongWith } from './hostile-texts.ts';
import { clickOn } from './register.ts';

/**
 * Forms that `hostile-forms.test.ts` does not come upon, or that take a text only beside other fields that fit or in a
 * vote, each in the state it needs. Every hostile text goes once into each
 * but those of a campaign, where it costs a campaign: there the first twelve that have a mark of markup.
 */
let bot: TestBot;
afterEach(() => bot.close());

/** Stands before each text, so that it is seen whether anybody was shown what was typed. */
const MARK = '本岗位不经手资金，由科长复核。';
/** Long enough to be taken as a reason, short enough for any field. */
const reasonOf = (text: string): string => `${MARK}${text}`.slice(0, 200);
const seen: Card[] = [];
const keep = (card: Card | undefined): void => void (card && seen.push(card));
/** Everything that anybody was shown since: what was typed is on so many cards at least, and nothing of it is live. */
function nothingLive(least: number): void {
  for (const { card } of bot.messenger.messages) keep(card);
  expect(seen.filter((card) => JSON.stringify(card.json).includes(MARK)).length).toBeGreaterThan(least - 1);
  expect(seen.splice(0).flatMap(wrongWith)).toEqual([]);
}

const CAMPAIGNS = 12;

describe('I01 in the forms that need a state of their own', { timeout: 120_000 }, () => {
  it('what a revision improved', async () => {
    bot = await testBot();
    await put(bot, [policy('Z-1', { items: ['大额支付'] })]);
    const shown = (await bot.says('ou_head', '权力')) as Shown;
    const [id = ''] = JSON.stringify(shown.card?.json).match(/W-[0-9a-f]{12}/) ?? [];
    await bot.clicks('ou_head', shown, 'powers.item', { option: id });
    await bot.clicks('ou_head', shown, 'powers.step', { option: 'S1' });
    const step = { no: '1', days: '3', why: '', input: '用款申请', output: '审批单' };
    await bot.clicks('ou_head', shown, 'powers.saveStep', { form: step });
    await bot.clicks('ou_head', shown, '流程版本');
    let saved = 0;
    for (const { text } of texts) {
      const words = reasonOf(text);
      const form = { procedure: words, discipline: words, standard: words, optimisation: words, why: words };
      await bot.clicks('ou_head', shown, '填写修订说明');
      const reply = await bot.clicks('ou_head', shown, 'powers.saveRevision', { form });
      if (reply.toast?.type === 'success') saved += 1;
      keep(shown.card);
    }
    expect(saved).toBeGreaterThan(texts.length / 2);
    nothingLive(texts.length / 2);
  });

  it('the basis of an import', async () => {
    bot = await testBot();
    const bytes = await file({ 表: [HEADER, riskRow(1)] });
    let taken = 0;
    for (const { text } of texts) {
      const shown = (await bot.sendsFile('ou_admin', '表.xlsx', bytes)) as Shown;
      const form = { as: 'effective', basis: reasonOf(text) };
      const reply = await bot.clicks('ou_admin', shown, 'imports.answer', { form });
      if (reply.toast?.type !== 'error' && reply.toast?.type !== 'warning') taken += 1;
      keep(shown.card);
    }
    expect(taken).toBeGreaterThan(texts.length / 2);
    nothingLive(texts.length / 2);
  });

  it('why an edition goes back', async () => {
    bot = await testBot();
    await effect(bot, [{ id: 'R-1', grade: 3 }]);
    let returned = 0;
    for (const { text } of texts) {
      const office = (await bot.says('ou_admin', '目录')) as Shown;
      await bot.clicks('ou_admin', office, '目录版本');
      await bot.clicks('ou_admin', office, '编制版本');
      await bot.clicks('ou_admin', office, '提请审定');
      const asked = bot.to('ou_member').at(-1) as Shown;
      const reply = await bot.clicks('ou_member', asked, '退回', { form: { reason: reasonOf(text) } });
      if (reply.toast?.type === 'success') returned += 1;
      keep(asked.card);
    }
    expect(returned).toBeGreaterThan(texts.length / 2);
    nothingLive(texts.length / 2);
  });

  it('why there is none, and what somebody sees differently', async () => {
    let taken = 0;
    // A campaign for each: the first text that is taken is the answer.
    const marked = texts.filter(({ text }) => /[<[*@{]/.test(text)).slice(0, CAMPAIGNS);
    for (const [n, { text }] of marked.entries()) {
      if (n > 0) await bot.close();
      bot = await declaringBot();
      await inForce(bot, { L7: raisedByLeader('ou_sectionhead', 'D2', 'P7') });
      const other = (await bot.says('ou_buyer4', '排查')) as Shown;
      await bot.clicks('ou_buyer4', other, 'screening.differ');
      const differs = await bot.clicks('ou_buyer4', other, 'screening.differSend', {
        form: { reason: reasonOf(text) },
      });
      const own = cardOf(bot, 'ou_clerk3');
      await bot.clicks('ou_clerk3', own, 'screening.noneForm');
      const none = await bot.clicks('ou_clerk3', own, 'screening.none', { form: { reason: reasonOf(text) } });
      for (const { toast } of [differs, none]) if (toast?.type === 'success') taken += 1;
      await bot.goTo('2026-11-26T00:30:00.000Z');
      for (const card of [other.card, own.card]) keep(card);
      // Each head has one on the desk.
      nothingLive(2);
    }
    expect(taken).toBeGreaterThan(CAMPAIGNS);
  });
});

/** Short enough for a step's field. */
const words = (text: string): string => reasonOf(text).slice(0, 100);
const succeeded = ({ toast }: { toast?: { type: string } }): number => Number(toast?.type === 'success');
/** More than half of the texts were taken and shown, and nothing of them is live. */
function mostTaken(taken: number): void {
  expect(taken).toBeGreaterThan(texts.length / 2);
  nothingLive(texts.length / 2 + 1);
}

describe('I01 in forms that a text alone does not pass', { timeout: 120_000 }, () => {
  it('what a step takes and gives, and why it was changed', async () => {
    bot = await testBot();
    await put(bot, [policy('Z-1', { items: ['大额支付'] })]);
    const shown = (await bot.says('ou_head', '权力')) as Shown;
    const [id = ''] = JSON.stringify(shown.card?.json).match(/W-[0-9a-f]{12}/) ?? [];
    await bot.clicks('ou_head', shown, 'powers.item', { option: id });
    let taken = 0;
    for (const [n, { text }] of texts.entries()) {
      await bot.clicks('ou_head', shown, 'powers.step', { option: 'S1' });
      const form = {
        no: '1',
        days: String(1 + (n % 9)),
        why: words(text),
        input: words(text),
        output: words(text),
      };
      taken += succeeded(await bot.clicks('ou_head', shown, 'powers.saveStep', { form }));
      keep(shown.card);
      await bot.clicks('ou_head', shown, '流程版本');
      keep(shown.card);
      await bot.clicks('ou_head', shown, 'powers.item');
    }
    mostTaken(taken);
  });

  it('on what basis somebody stands in', async () => {
    bot = await testBot();
    const on = (await bot.says('ou_head', '代理')) as Shown;
    let taken = 0;
    for (const { text } of texts) {
      const days = { from: '2026-11-24 +0800', until: '2026-11-27 +0800' };
      const form = { to: 'ou_clerk2', ...days, basis: words(text) };
      taken += succeeded(await bot.clicks('ou_head', on, 'organization.nameStandIn', { form }));
      keep(bot.to('ou_clerk2').at(-1)?.card);
      await bot.clicks('ou_head', on, 'organization.endStandIn');
    }
    mostTaken(taken);
  });

  it('why one of the leading group takes an item off the list', async () => {
    bot = await testBot({ data: groupBureau(), settings: voting('majority') });
    await bot.goTo(MONDAY_9);
    await seedRisks(
      bot,
      texts.map(() => atGroup()),
    );
    let taken = 0;
    for (const [n, { text }] of texts.entries()) {
      const id = `R-${n + 1}`;
      const form = { reason: words(text) };
      taken += succeeded(await clickOn(bot, 'ou_m3', 'review.oppose', id, { rev: 1, form }));
      keep((await clickOn(bot, 'ou_m4', 'review.pick', id, { option: id })).card);
    }
    mostTaken(taken);
  });
});
