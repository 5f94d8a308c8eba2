import { expect, it } from 'vitest';
import type { Card } from '../../cards/kit/card.ts';
import { composition } from '../../src/app.ts';
import { takeEffect } from '../rechecks/in-force.ts';
import type { TestBot } from '../support/bot.ts';
import { type Press, pressesOn, type Typed } from './filling.ts';
import { texts, wrongWith } from './hostile-texts.ts';
import { at, clickOn, register } from './register.ts';

const { registry } = composition();
const PEOPLE = ['head', 'sectionhead', 'officer', 'admin', 'chief', 'unithead', 'buyer', 'clerk'].map(
  (p) => `ou_${p}`,
);
const RISKS = ['inreview', 'returned', 'peer', 'effective', 'published', 'A', 'B'].map((r) => `R-${r}`);
/** Buttons that open a form, asked for directly: the cards that offer them need a state of their own. */
const OPENERS = [
  'review.returnForm',
  'review.gradeForm',
  'review.handForm',
  'review.recuseForm',
  'review.askForm',
  'review.objectForm',
  'review.opposeForm',
  'ratings.open',
  'risks.retire',
  'risks.correct',
  'rechecks.open',
];
/** How many texts one person gives one form on one day. */
const TEXTS = 3;

type Seen = {
  readonly bot: TestBot;
  readonly cards: Card[];
  readonly broken: string[];
  readonly submitted: Set<string>;
  readonly used: Set<string>;
  readonly pressed: Set<string>;
  turn: number;
};

/** The next text: as it is, cut to what the field takes, or behind words that the rules of quality let pass. */
function typing(seen: Seen, nth: number): Typed {
  seen.turn += 1;
  const { id, text } = texts[seen.turn % texts.length] ?? { id: '', text: '' };
  return (max, given) => {
    seen.used.add(id);
    if (nth === 0) return text;
    if (nth === 1) return text.slice(0, max);
    return given && /^\d+$/.test(given) ? given : `编制采购文件时可能遗漏，由两人复核${text}`.slice(0, max);
  };
}

const last = ({ typed, value }: Press): number =>
  /[fF]orm$/.test(String(value.do)) ? 0 : typed.length > 0 ? 1 : 2;

async function press(seen: Seen, person: string, { value, option, form }: Press): Promise<Card | undefined> {
  const command = String(value.do);
  try {
    const more = {
      value,
      ...(option === undefined ? {} : { option }),
      ...(form ? { form: { ...form } } : {}),
    };
    const { card } = await clickOn(seen.bot, person, command, String(value.id), { rev: 1, ...more });
    return card;
  } catch (error) {
    seen.broken.push(`${command}: ${String(error)}`);
    return undefined;
  }
}

/** All that can be pressed on a card and on what comes up in its place, the forms first, what decides last. */
async function pressAll(seen: Seen, person: string, card: Card, day: string, depth = 0): Promise<void> {
  seen.cards.push(card);
  if (depth > 4) return;
  for (let nth = 0; nth < TEXTS; nth += 1) {
    const all = pressesOn(card, typing(seen, nth), nth).filter((p) => nth === 0 || p.typed.length > 0);
    for (const it of all.toSorted((a, b) => last(a) - last(b))) {
      const key = [day, person, it.value.do, it.typed.join(), it.typed.length > 0 && nth].join(' ');
      if (seen.pressed.has(key)) continue;
      seen.pressed.add(key);
      for (const field of it.typed) seen.submitted.add(`${it.value.do} ${field}`);
      const next = await press(seen, person, it);
      if (next) await pressAll(seen, person, next, day, depth + 1);
    }
  }
}

async function actAs(seen: Seen, person: string, day: string): Promise<void> {
  const { bot } = seen;
  for (const command of OPENERS)
    for (const id of RISKS) {
      const { rev } = (await bot.store.get({ kind: 'risk', id })) ?? { rev: 1 };
      const card = await press(seen, person, { value: { do: command, id, rev }, typed: [] });
      if (card) await pressAll(seen, person, card, day);
    }
  for (const { card } of bot.to(person).slice(-8)) if (card) await pressAll(seen, person, card, day);
  for (const word of registry.words) {
    const shown = await bot.says(person, word.words[0] ?? '');
    if (shown?.card) await pressAll(seen, person, shown.card, day);
  }
  while ((await bot.app.round()) > 0);
}

/** Forms that must have been reached, so that the search above can find something. */
const REACHED = [
  'completeness.sign reason',
  'dossier.search words',
  'organization.nameStandIn basis',
  'organization.nameStandIn name',
  'powers.save discretion',
  'powers.save records',
  'powers.saveStep input',
  'publicity.amend title',
  'publicity.amend reply',
  'publicity.answer reply',
  'rechecks.answer said',
  'review.return comment',
  'risks.confirm measure',
  'risks.draft stepOther',
  'risks.retireSend reason',
  'screening.plan basisText',
];

it('I01: every hostile text in the fields of every form that people of every role come upon', {
  timeout: 240_000,
}, async () => {
  const { bot } = await register();
  await takeEffect(bot, [
    { title: 'A', grade: 1 },
    { title: 'B', grade: 2 },
  ]);
  const seen: Seen = {
    bot,
    cards: [],
    broken: [],
    submitted: new Set(),
    used: new Set(),
    pressed: new Set(),
    turn: 0,
  };
  for (const day of ['2026-11-23', '2027-06-01']) {
    await bot.goTo(at(day, '10:35'));
    for (const person of PEOPLE) await actAs(seen, person, day);
  }
  for (const { card } of bot.messenger.messages) if (card) seen.cards.push(card);
  expect(seen.broken).toEqual([]);
  expect(seen.cards.flatMap(wrongWith)).toEqual([]);
  expect(REACHED.filter((field) => !seen.submitted.has(field))).toEqual([]);
  expect(texts.filter((t) => !seen.used.has(t.id))).toEqual([]);
  expect(({} as { isAdmin?: unknown; x?: unknown }).isAdmin).toBeUndefined();
  expect((await bot.store.verify()).ok).toBe(true);
  await bot.close();
});
