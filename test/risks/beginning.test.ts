import { afterEach, expect, it } from 'vitest';
import { type TestBot, testBot } from '../support/bot.ts';
import { smallBureau } from '../support/bureau.ts';
import { CONFIRM, FORM, openForm } from './declaring.ts';

let bot: TestBot;
afterEach(() => bot.close());

/** What the form's selects show before anybody touches them. */
const chosenOn = (card: unknown): readonly string[] =>
  [...JSON.stringify(card).matchAll(/"initial_option":"([^"]+)"/g)].map((m) => m[1] ?? '');
const second = {
  id: 'S1b',
  unit: 'U0',
  division: 'D1',
  post: 'P1',
  powerItem: '大额支付',
  name: '对账',
  tripleMajor: [],
};

it('a new form begins at the first step that no risk stands on yet, and as one of the business process', async () => {
  bot = await testBot({ data: { ...smallBureau, steps: [...smallBureau.steps, second] } });
  const on = await openForm(bot, 'ou_clerk');
  expect(chosenOn(on.card?.json)).toEqual(['process', 'S1']);
  await bot.clicks('ou_clerk', on, 'risks.draft', { form: FORM });
  await bot.clicks('ou_clerk', on, 'risks.confirm', { form: CONFIRM });
  const next = await openForm(bot, 'ou_clerk');
  expect(chosenOn(next.card?.json)).toEqual(['process', 'S1b']);
});

it('a place without steps begins with nothing chosen', async () => {
  bot = await testBot({ data: { ...smallBureau, steps: [] } });
  expect(chosenOn((await openForm(bot, 'ou_clerk')).card?.json)).toEqual([]);
});
