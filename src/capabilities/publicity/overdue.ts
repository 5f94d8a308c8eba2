import type { Change, Notice, Schedule, Slot, World } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import { instantOf, localDate } from '../../kernel/time.ts';
import { joinChanges } from './change.ts';
import type { ObjectionBody, ObjectionDoc, ObjectionTexts } from './model.ts';
import { aboveOfficers, answeringOfficers, partOf } from './officers.ts';
import { readRisk } from './view.ts';

/** Somebody left or joined since: the objection finds its officers anew when none of the old ones can answer. */
async function held(world: World, doc: ObjectionDoc): Promise<Partial<Change>> {
  const risk = await readRisk(world, doc.body.risk);
  const part = risk ? partOf(risk.body, doc.body.by, world.org) : [doc.body.by];
  const still = world.org.actives(doc.body.holders).filter((p) => !part.includes(p.id));
  if (still.length > 0) return {};
  const { holders } = answeringOfficers({ unit: doc.body.unit, excluded: part }, world.org);
  if (holders.length === 0) return { notices: toOffice(world, 'publicity.stuck', doc.id) };
  const about = `objection:${doc.id}`;
  return {
    put: [
      {
        kind: 'objection',
        id: doc.id,
        rev: doc.rev,
        body: { ...doc.body, holders },
        ...(doc.sealed ? { sealed: doc.sealed } : {}),
      },
    ],
    events: [{ type: 'objection.rerouted', about, by: 'system', at: world.now, data: { to: holders } }],
    messages: holders.map((person) => ({ to: { person }, card: 'publicity.answer', about, when: 'working' })),
  };
}

/** Overdue, once: those above may answer as well, and the office is told. Its holders keep their card. */
async function escalated(world: World, doc: ObjectionDoc): Promise<Partial<Change>> {
  const risk = await readRisk(world, doc.body.risk);
  const part = risk ? partOf(risk.body, doc.body.by, world.org) : [doc.body.by];
  const above = aboveOfficers(part, world.org).filter((id) => !doc.body.holders.includes(id));
  const about = `objection:${doc.id}`;
  const body: ObjectionBody = {
    ...doc.body,
    escalatedAt: world.now,
    holders: [...doc.body.holders, ...above],
  };
  return {
    put: [
      { kind: 'objection', id: doc.id, rev: doc.rev, body, ...(doc.sealed ? { sealed: doc.sealed } : {}) },
    ],
    events: [{ type: 'objection.escalated', about, by: 'system', at: world.now, data: { to: above } }],
    messages: above.map((person) => ({ to: { person }, card: 'publicity.answer', about, when: 'working' })),
    notices: toOffice(world, 'publicity.overdue', doc.id),
  };
}

const toOffice = (world: World, line: string, id: string): readonly Notice[] =>
  world.org.granted('office_admin').map((p) => ({ to: p.id, line, about: `objection:${id}` }));

async function lookAfter(world: World): Promise<Change | undefined> {
  const items = await allOf<ObjectionBody, ObjectionTexts>(world.read, 'objection', { index: 'due' });
  const parts: Partial<Change>[] = [];
  for (const doc of items) {
    parts.push(await (doc.body.due < world.today && !doc.body.escalatedAt ? escalated : held)(world, doc));
  }
  return parts.length > 0 ? joinChanges(...parts) : undefined;
}

/** One slot a working day, before the digests go out: open objections keep somebody who can answer them. */
export const objectionSchedule: Schedule = {
  name: 'publicity.objections',
  due: async (world, since, until) => {
    const day = localDate(until, world.settings.zone);
    const slot: Slot = { key: day, at: instantOf(day, world.settings.quiet.workStart, world.settings.zone) };
    return world.calendar.isWorkday(day) && slot.at > since && slot.at <= until ? [slot] : [];
  },
  run: (world) => lookAfter(world),
};
