import type { Counts } from '../../../cards/screening/progress.ts';
import type { World } from '../../kernel/capability.ts';
import { groupKey, groupOf, isAsked } from './items.ts';
import type { AnswerKind, CampaignDoc, ParticipantState } from './model.ts';

/** Whom a count is about: everybody, one unit, one division of it. */
export type Scope = { readonly unit?: string; readonly division?: string };

export const noCounts: Counts = { people: 0, started: 0, answered: 0, done: 0 };
const add = (a: Counts, b: Counts): Counts => ({
  people: a.people + b.people,
  started: a.started + b.started,
  answered: a.answered + b.answered,
  done: a.done + b.done,
});
export const sumCounts = (all: readonly Counts[]): Counts => all.reduce(add, noCounts);

const countedAs = (state: string, n: number): Counts => {
  const has = (...states: readonly ParticipantState[]): number => (states.some((s) => s === state) ? n : 0);
  return {
    people: 0,
    started: has('started', 'answered', 'done'),
    answered: has('answered', 'done'),
    done: has('done'),
  };
};

/**
 * Counts by `<unit>|<division>`: the people from the directory, where they stand from the index. No row is loaded.
 */
export async function countsByGroup(
  world: World,
  campaign: CampaignDoc,
  { unit, division }: Scope = {},
): Promise<ReadonlyMap<string, Counts>> {
  const prefix = [
    campaign.id,
    ...(unit === undefined ? [] : [unit, ...(division === undefined ? [] : [division])]),
  ];
  const tally = await world.read.tally('participant', { index: 'progress', prefix: `${prefix.join('|')}|` });
  const groups = new Map<string, Counts>();
  const put = (key: string, counts: Counts): void => {
    groups.set(key, add(groups.get(key) ?? noCounts, counts));
  };
  for (const [key, n] of Object.entries(tally)) {
    const [, u = '', d = '', state = ''] = key.split('|');
    put(`${u}|${d}`, countedAs(state, n));
  }
  for (const person of world.org.data.people) {
    const group = groupOf(person);
    const inside =
      (unit === undefined || group.unit === unit) && (division === undefined || group.division === division);
    if (inside && isAsked(campaign.body, person, world.org)) put(groupKey(group), { ...noCounts, people: 1 });
  }
  return groups;
}

/** Answers by kind in a scope, from the index. */
export async function kindCounts(
  world: Pick<World, 'read'>,
  campaign: string,
  { unit, division }: Scope = {},
): Promise<Readonly<Record<AnswerKind, number>>> {
  const prefix = [
    campaign,
    ...(unit === undefined ? [] : [unit, ...(division === undefined ? [] : [division])]),
  ];
  const tally = await world.read.tally('answer', { index: 'count', prefix: `${prefix.join('|')}|` });
  const counts: Record<AnswerKind, number> = { noChange: 0, changed: 0, added: 0, none: 0, away: 0 };
  for (const [key, n] of Object.entries(tally)) {
    const [, , , kind = '', state = ''] = key.split('|');
    if (state !== 'askedAgain' && Object.hasOwn(counts, kind)) counts[kind as AnswerKind] += n;
  }
  return counts;
}
