import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Card } from '../../cards/kit/card.ts';
import { type TestBot, testBot } from '../support/bot.ts';
import { type Press, pressesOn } from './filling.ts';
import type { texts } from './hostile-texts.ts';
import { clickOn, data } from './register.ts';

/** What the rules want of some fields; every other one takes any text of some length. */
const WANTED: Readonly<Record<string, string>> = { no: '1', days: '3', name: 'clerk2', absent: 'clerk' };
/** Words that the rules of quality let pass, so that what comes behind them is taken. */
const GOOD = '编制采购文件时可能遗漏，由两人复核';

/** A form as somebody came upon it, in a folder that nobody writes to meanwhile. */
export type Found = {
  readonly dir: string;
  readonly now: string;
  readonly person: string;
  readonly card: Card;
  readonly press: Press;
};
/** Whether the form takes anything as it stands, the ids of the texts that it refused, and all that anybody was shown. */
export type Outcome = {
  readonly takes: boolean;
  readonly refused: readonly string[];
  readonly cards: readonly Card[];
};

const fieldsOf = ({ value, typed }: Press): string => `${value.do} ${typed.toSorted().join()}`;
/** The same button again, what is typed filled in anew: as it is, then behind good words. */
function fillings({ card, press }: Found, text: string): readonly Press[] {
  const forms = [pressesOn(card, (max) => text.slice(0, max), 0)];
  const wanted = (given = '', name: string) => WANTED[name] ?? (/^\d+$/.test(given) ? given : undefined);
  forms.push(pressesOn(card, (max, given, name) => wanted(given, name) ?? `${GOOD}${text}`.slice(0, max), 0));
  return forms.flatMap((all) => all.find((p) => fieldsOf(p) === fieldsOf(press)) ?? []);
}

/** A bot on a copy of the folder: what is done to it leaves the state for the next text as it was. */
async function onACopy<T>(found: Found, act: (bot: TestBot) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'qingfeng-copy-'));
  cpSync(found.dir, dir, { recursive: true, filter: (path) => !path.endsWith('/lock') });
  const bot = await testBot({ data, start: found.now, dir, salt: 'C', log: () => {} });
  try {
    return await act(bot);
  } finally {
    await bot.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Every one of `given`, each into a form that nothing was sent from yet; none where not even good words are taken. */
export async function everyText(found: Found, given: typeof texts): Promise<Outcome> {
  const refused: string[] = [];
  const cards: Card[] = [];
  const take = (text: string) =>
    onACopy(found, async (bot) => {
      for (const { value, form } of fillings(found, text)) {
        const more = { rev: Number(value.rev ?? 1), value, form: { ...form } };
        const reply = await clickOn(bot, found.person, String(value.do), String(value.id), more);
        if (reply.card) cards.push(reply.card);
        if (reply.toast && reply.toast.type !== 'success') continue;
        while ((await bot.app.round()) > 0);
        for (const { card } of bot.messenger.messages) if (card) cards.push(card);
        return true;
      }
      return false;
    });
  const takes = await take('');
  if (takes) for (const { id, text } of given) if (!(await take(text))) refused.push(id);
  return { takes, refused, cards };
}
