import type { Change, Notice, Schedule, Slot, World } from '../../kernel/capability.ts';
import { allOf, docsOf } from '../../kernel/pages.ts';
import { instantOf, localDate, plusDays } from '../../kernel/time.ts';
import { deadline } from '../../kernel/workdays.ts';
import { moveConfirmations } from '../screening/index.ts';
import { askedFor, dutiesLeft } from './duties.ts';
import type { HandoverBody, HandoverDoc } from './model.ts';

/** The only hand-over of this commit: told to one head with one card, or closed when nothing is left to hand over. */
async function told(world: World, doc: HandoverDoc): Promise<Change> {
  const { body } = doc;
  const about = `handover:${doc.id}`;
  const moved = await moveConfirmations(world, body.person);
  const duties = await dutiesLeft(world, body);
  const put = (next: HandoverBody) => ({ kind: 'handover', id: doc.id, rev: doc.rev, body: next });
  const event = (type: string) => ({
    ...{ type, about, by: 'system' as const, at: world.now },
    data: { duties: duties.length },
  });
  if (duties.length === 0)
    return {
      events: [event('handover.nothingLeft'), ...(moved?.events ?? [])],
      put: [put({ ...body, state: 'done' }), ...(moved?.put ?? [])],
      messages: moved?.messages ?? [],
    };
  const asked = askedFor(world, body);
  const { handover, zone } = world.settings;
  const due = deadline(world.now, handover.days, world.calendar, zone);
  return {
    events: [event('handover.asked'), ...(moved?.events ?? [])],
    put: [put({ ...body, state: 'open', asked, due }), ...(moved?.put ?? [])],
    messages: [
      ...asked.map((person) => ({ to: { person }, card: 'handover.card', about, when: 'working' as const })),
      ...(moved?.messages ?? []),
    ],
    touches: moved?.touches ?? [],
  };
}

/** A tick after the change, since only then the organisation names the head of now. */
export const tellSchedule: Schedule = {
  name: 'handover.tell',
  due: async (world, _since, until) => {
    const fresh = await allOf<HandoverBody>(world.read, 'handover', { index: 'fresh' });
    return fresh.map(({ id }): Slot => ({ key: id, at: until }));
  },
  run: async (world, { key }) => {
    const doc = await world.read.get<HandoverBody>({ kind: 'handover', id: key });
    return doc?.body.state === 'fresh' ? told(world, doc) : undefined;
  },
};

/** Those asked and the office hear once that a hand-over is late. */
const late = (world: World, { id, body }: HandoverDoc): readonly Notice[] => {
  const office = world.org.granted('office_admin').map((p) => p.id);
  return [...new Set([...(body.asked ?? []), ...office])].map((to) => ({
    to,
    line: 'handover.late',
    about: `handover:${id}`,
  }));
};
export const lateSchedule: Schedule = {
  name: 'handover.late',
  due: async (world, since, until) => {
    const { zone, quiet } = world.settings;
    const slots: Slot[] = [];
    // Only what can have become late since the last look: older ones stay open, and there may be many.
    const days = { from: plusDays(localDate(since, zone), -1), to: localDate(until, zone) };
    for await (const { id, body } of docsOf<HandoverBody>(world.read, 'handover', {
      index: 'due',
      ...days,
    })) {
      const at = instantOf(plusDays(body.due ?? world.today, 1), quiet.workStart, zone);
      if (at > since && at <= until) slots.push({ key: `${id}:late`, at, params: { id } });
    }
    return slots;
  },
  run: async (world, { params }) => {
    const doc = await world.read.get<HandoverBody>({ kind: 'handover', id: String(params?.id) });
    return doc?.body.state === 'open' ? { events: [], notices: late(world, doc) } : undefined;
  },
};
