import { z } from 'zod';
import { type ProgressRow, progressCard } from '../../../cards/digests/progress.ts';
import { digestRefusals } from '../../../cards/digests/text.ts';
import type { Acting, ChatWord, Command, Outcome, World } from '../../kernel/capability.ts';
import type { Division, Organization, Person } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { same, text } from '../../kernel/text.ts';
import { countStatuses } from './model.ts';
import { overdueIn } from './numbers.ts';

/** How many risks stand at each post of a division, by status; `''`: at none of them. From counts alone. */
type Standing = ReadonlyMap<string, Readonly<Record<string, number>>>;
const GONE: ReadonlySet<string> = new Set(['withdrawn', 'diverted', 'merged']);

async function standingIn(world: World, division: Division): Promise<Standing> {
  const prefix = `${division.unit}|${division.id}|`;
  const found = new Map<string, Record<string, number>>();
  for (const [key, n] of Object.entries(await world.read.tally('risk', { index: 'progress', prefix }))) {
    const [, , post = '', status = ''] = key.split('|');
    if (!GONE.has(status)) found.set(post, { ...found.get(post), [status]: n });
  }
  return found;
}

/** People of the division that declared nothing at all yet, not even a draft. */
async function notStarted(world: World, people: readonly Person[]): Promise<readonly string[]> {
  const names: string[] = [];
  for (const p of people)
    if (Object.keys(await world.read.tally('risk', { index: 'declarer', prefix: `${p.id}|` })).length === 0)
      names.push(p.name);
  return names;
}

function rowsOf(standing: Standing, division: Division, org: Organization): readonly ProgressRow[] {
  const at = (post: string) => countStatuses(standing.get(post) ?? {});
  const own = standing.has('') ? [{ name: text('部门层面', 'Division level'), counts: at('') }] : [];
  return [...own, ...org.postsIn(division.id).map((p) => ({ name: same(p.name), counts: at(p.id) }))];
}

/** Divisions whose progress a person may see: the own ones first. */
export function visibleDivisions(person: Person, org: Organization): readonly Division[] {
  const seen = [...org.divisions.values()].filter(
    (d) =>
      !d.gone &&
      may(person, 'progress.view', org, { place: { level: 'division', unit: d.unit, division: d.id } }),
  );
  const rank = (d: Division): number => (d.head === person.id ? 0 : d.unit === person.unit ? 1 : 2);
  return seen.sort((a, b) => rank(a) - rank(b) || a.order - b.order);
}

/** The names of who has not started are for those who lead the division, not for everybody who may see its numbers. */
const leads = (person: Person, d: Division, org: Organization): boolean =>
  d.head === person.id ||
  org.units.get(d.unit)?.leader === person.id ||
  org.branchLeaderOf({ level: 'division', unit: d.unit, division: d.id })?.id === person.id;

async function showProgress(acting: Acting, wanted: string | undefined): Promise<Outcome> {
  const { org, actor } = acting;
  const divisions = visibleDivisions(actor, org);
  const division = wanted === undefined ? divisions[0] : divisions.find((d) => d.id === wanted);
  if (!division)
    return {
      kind: 'refused',
      why: wanted === undefined ? digestRefusals.notYours : digestRefusals.noDivision,
    };
  const standing = await standingIn(acting, division);
  const people = [...org.people.values()].filter((p) => p.active && p.division === division.id);
  const idle = await notStarted(acting, people);
  const posts = org.postsIn(division.id);
  const card = progressCard({
    division: division.name,
    unit: org.units.get(division.unit)?.name ?? '',
    rows: rowsOf(standing, division, org),
    without: posts.filter((p) => !standing.has(p.id)).map((p) => p.name),
    people: people.length,
    started: people.length - idle.length,
    notStarted: leads(actor, division, org) ? idle : [],
    overdue: await overdueIn(
      acting,
      (r) => r.place.unit === division.unit && r.place.division === division.id,
    ),
    divisions: divisions.map((d) => ({
      value: d.id,
      label: same(d.unit === actor.unit ? d.name : `${org.units.get(d.unit)?.name ?? ''} · ${d.name}`),
    })),
  });
  return { kind: 'show', answer: { card } };
}

export const progressWord: ChatWord = {
  words: ['进度', 'progress'],
  menuKey: 'progress',
  action: 'self.use',
  run: (acting) => showProgress(acting, undefined),
};

export const progressCommand: Command<{ option?: string | undefined }> = {
  input: z.object({ option: z.string().optional() }),
  action: 'progress.view',
  run: (acting, { option }) => showProgress(acting, option),
};
