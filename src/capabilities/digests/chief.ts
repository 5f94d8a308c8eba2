import { type ChiefItem, chiefCard } from '../../../cards/digests/chief.ts';
import { sumOf } from '../../../cards/digests/grades.ts';
import { chiefWords } from '../../../cards/digests/text.ts';
import type { CardRenderer, Change, Schedule, Slot, World } from '../../kernel/capability.ts';
import { GRADES } from '../../kernel/grade.ts';
import { localDateTime, monthOf, plusDays } from '../../kernel/time.ts';
import type { RiskDoc } from '../risks/index.ts';
import { gravestIn } from './list.ts';
import type { Period, SummaryBody } from './model.ts';
import { BUREAU, dueIn, flowOf, numbersOf } from './numbers.ts';
import { newestPosting } from './slots.ts';
import { mayKnow, scopeName } from './view.ts';

/** Matters on the card: what one screen holds. */
const ITEMS = 3;
/** Overdue matters looked through for the gravest three. */
const LOOKED = 500;

/** The month before, whole days. */
const lastMonth = (day: string): Period => ({
  from: `${monthOf(plusDays(`${monthOf(day)}-01`, -1))}-01`,
  to: `${monthOf(day)}-01`,
});

/** The gravest overdue matters, longest overdue first; then what was newly approved as grade 1. */
async function matters(world: World, period: Period): Promise<readonly ChiefItem[]> {
  const overdue: RiskDoc[] = [];
  for await (const doc of dueIn(world, { to: plusDays(world.today, -1) })) {
    if (overdue.length === LOOKED) break;
    overdue.push(doc);
  }
  const due = overdue.sort((a, b) => a.body.grade - b.body.grade).slice(0, ITEMS);
  const fresh = due.length < ITEMS ? await gravestIn(world, period, ITEMS) : [];
  const item = (doc: RiskDoc, why: ChiefItem['why']): ChiefItem => ({
    title: doc.sealed?.title ?? doc.body.stepName,
    place: world.org.placeName(doc.body.place),
    grade: doc.body.grade,
    why,
  });
  return [
    ...due.map((d) => item(d, chiefWords.overdueBy(d.body.due ?? ''))),
    ...fresh.filter((d) => !due.some((o) => o.id === d.id)).map((d) => item(d, chiefWords.fresh)),
  ].slice(0, ITEMS);
}

async function post(world: World, slot: Slot): Promise<Change | undefined> {
  const person = slot.key.slice(slot.key.indexOf(':') + 1);
  const day = slot.params?.day;
  if (typeof day !== 'string') return undefined;
  const period = lastMonth(day);
  const body: SummaryBody = {
    kind: 'chief',
    scope: BUREAU,
    day,
    at: world.now,
    late: slot.late ?? false,
    numbers: await numbersOf(world, BUREAU),
    period,
    flow: await flowOf(world, BUREAU, period),
  };
  const id = `chief:${slot.key}`;
  return {
    events: [],
    put: [{ kind: 'summary', id, rev: 0, body }],
    messages: [{ to: { person }, card: 'digests.chief', about: `summary:${id}`, when: 'working' }],
  };
}

/** Once a month, with the units' summaries, to the principal leader: one screen and no training needed (S115). */
export const chiefSchedule: Schedule = {
  name: 'digests.chief',
  due: async (world, since, until) => {
    const newest = newestPosting('monthly', since, until, world.settings, world.calendar);
    const people = newest ? world.org.granted('principal_leader') : [];
    return people.map(
      (p): Slot => ({
        key: `${newest?.key ?? ''}:${p.id}`,
        at: newest?.at ?? until,
        params: { day: newest?.day ?? world.today },
      }),
    );
  },
  run: post,
};

/** The numbers stay as they were posted; the matters are those of today. */
export const chiefRenderer: CardRenderer = async (world, id, _params, viewer) => {
  const doc = await world.read.get<SummaryBody>({ kind: 'summary', id });
  if (doc?.body.kind !== 'chief' || !viewer || !mayKnow(viewer, BUREAU, world.org)) return undefined;
  const { numbers, at, period, flow } = doc.body;
  const approved = GRADES.reduce((n, g) => n + numbers.grades[g].approved, 0);
  return chiefCard({
    scope: scopeName(BUREAU, world),
    asOf: localDateTime(at, world.settings.zone),
    figures: [
      { what: 'grade1', n: sumOf(numbers.grades[1]) },
      { what: 'gravest', n: flow?.gravest ?? 0 },
      { what: 'overdue', n: numbers.overdue },
      { what: 'approved', n: approved },
      { what: 'objections', n: numbers.objections },
    ],
    ...(period ? { period } : {}),
    items: period ? await matters(world, period) : [],
  });
};
