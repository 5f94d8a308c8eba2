import { describe, expect, it } from 'vitest';
import { composition } from '../../src/app.ts';
import {
  clickOn,
  everybody,
  MARKS,
  type Mark,
  type Register,
  readers,
  register,
  textOf,
} from './register.ts';

const { registry } = composition();
const commands = [...registry.commands.keys()];
const marks = Object.entries(MARKS) as readonly (readonly [Mark, string])[];
/** What a person might put into a form that he was never shown. */
const FORM = {
  item: 'R-published',
  text: '',
  reason: 'vague',
  comment: '请补充具体环节和表现',
  to: 'ou_clerk',
  likelihood: 'high',
  harm: 'high',
  grade: '1',
  reply: '已核实，见说明',
  outcome: 'rejected',
};

type Seen = { readonly via: string; readonly text: string };

/** One person clicks every command of the bot on every id there is, and says every word with every id behind it. */
async function everythingShownTo(person: string): Promise<readonly Seen[]> {
  const { bot, ids } = await register();
  const seen: Seen[] = [];
  const targets = [
    ...Object.values(ids),
    'U0',
    'U1',
    '*',
    'D1',
    'D2',
    'P2',
    'U1|D2|P2',
    'U1|D3|',
    'ou_buyer',
  ];
  const before = bot.to(person).length;
  for (const command of commands)
    for (const id of targets) {
      const { rev } = (await bot.store.get({ kind: id.startsWith('R-') ? 'risk' : 'notice', id })) ?? {
        rev: 1,
      };
      const value = { page: 0, items: `${id}:${rev}`, unit: 'U1', division: 'D2', post: 'P2', replaces: id };
      const reply = await clickOn(bot, person, command, id, { rev, value, option: id, form: FORM });
      seen.push({ via: `${command} ${id}`, text: JSON.stringify(reply) });
    }
  for (const word of registry.words)
    for (const rest of ['', ...targets.slice(0, 9), '政府采购中心'])
      await bot.says(person, `${word.words[0]} ${rest}`.trim());
  while ((await bot.app.round()) > 0);
  for (const shown of bot.to(person).slice(before)) seen.push({ via: 'message', text: await textOf(shown) });
  await bot.close();
  return seen;
}

const leaksOf = (person: string, seen: readonly Seen[]): readonly string[] =>
  marks
    .filter(([mark]) => !readers[mark].includes(person))
    .flatMap(([mark, word]) => seen.filter((s) => s.text.includes(word)).map((s) => `${mark} by ${s.via}`));

describe('Z02: nothing is shown that the visibility table does not give', { timeout: 120_000 }, () => {
  const shown = new Map<string, readonly Seen[]>();
  it.each(everybody)('%s, by any command, word, message or file, with anybody’s ids', async (person) => {
    const seen = await everythingShownTo(person);
    shown.set(person, seen);
    expect([...new Set(leaksOf(person, seen))]).toEqual([]);
  });
  it('and every record is shown to somebody, so that the search above can find something', () => {
    const found = (mark: string) => [...shown.values()].flat().some((s) => s.text.includes(mark));
    expect(marks.filter(([, word]) => !found(word)).map(([mark]) => mark)).toEqual([]);
  });
});

/** Commands of an administrator, by anybody else. */
it('an administrator’s command does nothing for anybody else', { timeout: 60_000 }, async () => {
  const { bot, ids }: Register = await register();
  const admin = commands.filter((c) => registry.commands.get(c)?.action === 'admin.office');
  expect(admin.length).toBeGreaterThan(20);
  const { seq } = bot.store.status();
  const wrong: string[] = [];
  for (const person of everybody.filter((p) => p !== 'ou_admin'))
    for (const command of admin) {
      const reply = await clickOn(bot, person, command, ids.notice, { option: 'ou_clerk', form: FORM });
      if (reply.card || reply.toast?.type !== 'warning') wrong.push(`${person} ${command}`);
    }
  expect([wrong, bot.store.status().seq - seq]).toEqual([[], 0]);
  await bot.close();
});
