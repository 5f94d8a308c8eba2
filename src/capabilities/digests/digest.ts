import { digestCard } from '../../../cards/digests/digest.ts';
import type {
  CardRenderer,
  Change,
  LineRenderer,
  Notice,
  Schedule,
  Slot,
  World,
} from '../../kernel/capability.ts';
import { idOf } from '../../kernel/ids.ts';
import { docsOf } from '../../kernel/pages.ts';
import type { PersonId } from '../../kernel/people.ts';
import type { Text } from '../../kernel/text.ts';
import { instantOf, type LocalDate } from '../../kernel/time.ts';
import type { Doc, Json } from '../../store/store.ts';
import { actingFor, actorsOf, type RiskBody, waitingFor } from '../risks/index.ts';
import type { PendingBody } from './model.ts';
import { digestDay, digestTime } from './slots.ts';

/** Lines of one person that one digest takes along; more wait for the next day. */
const MAX_PENDING = 200;

const nextWorkday = (world: World): LocalDate => world.calendar.addWorkdays(world.today, 1);

/** A document that cannot be read stops nobody else's digest: its own holders hear of it (L03). */
function concernedBy({ body }: Doc<RiskBody>, org: World['org']): readonly PersonId[] {
  try {
    return actingFor(body, org);
  } catch {
    return actorsOf(body);
  }
}

/** Who holds a step (or stands in for its holder, or has a rectification) that is overdue or due until the next working day. */
async function peopleWithDue(world: World): Promise<ReadonlySet<PersonId>> {
  const people = new Set<PersonId>();
  for await (const risk of docsOf<RiskBody>(world.read, 'risk', { index: 'due', to: nextWorkday(world) }))
    for (const person of concernedBy(risk, world.org)) people.add(person);
  return people;
}

async function pendingOf(
  world: World,
  person: PersonId,
  before: string,
): Promise<readonly Doc<PendingBody>[]> {
  const { items } = await world.read.list<PendingBody>('pending', {
    index: 'to',
    from: person,
    to: person,
    limit: MAX_PENDING,
  });
  return items.filter((p) => p.body.at <= before);
}

/** One slot for each person that has something today: `<date>:<person>`. */
async function dueDigests(world: World, since: string, until: string): Promise<readonly Slot[]> {
  const day = digestDay(until, world.settings, world.calendar);
  if (day === undefined) return [];
  const due = await peopleWithDue(world);
  const people = new Set([...Object.keys(await world.read.tally('pending', { index: 'to' })), ...due]);
  return [...people]
    .filter((id) => world.org.active(id) !== undefined)
    .map((id) => ({
      key: `${day}:${id}`,
      at: digestTime(day, id, world.settings),
      params: { due: due.has(id) },
    }))
    .filter(({ at }) => at > since && at <= until);
}

const waiting = ({ to, line, about, params }: PendingBody): Notice => ({ to, line, about, params });

/** Takes the person's lines along and sends the one message. What came after the slot's instant waits for tomorrow. */
export async function runDigest(world: World, slot: Slot): Promise<Change | undefined> {
  const person = slot.key.slice(slot.key.indexOf(':') + 1);
  const pending = await pendingOf(world, person, slot.at);
  if (pending.length === 0 && slot.params?.due !== true) return undefined;
  const { quiet, zone } = world.settings;
  const day = slot.key.slice(0, 10);
  const lines = pending.map(
    ({ body }): Json => ({ line: body.line, about: body.about, params: body.params }),
  );
  return {
    events: [],
    remove: pending.map(({ kind, id, rev }) => ({ kind, id, rev })),
    messages: [
      {
        to: { person },
        card: 'digests.digest',
        about: `digest:${slot.key}`,
        params: { lines },
        when: slot.at,
        until: { at: instantOf(day, quiet.workEnd, zone), back: pending.map(({ body }) => waiting(body)) },
      },
    ],
  };
}

export const digestSchedule: Schedule = { name: 'digests.digest', due: dueDigests, run: runDigest };

type Ref = { readonly line: string; readonly about: string; readonly params: Readonly<Record<string, Json>> };
const refsOf = (params: Readonly<Record<string, Json>>): readonly Ref[] =>
  Array.isArray(params.lines) ? (params.lines as unknown as readonly Ref[]) : [];

/** The lines that are still true, each once. */
async function linesOf(
  world: World,
  refs: readonly Ref[],
  renderLine: LineRenderer,
): Promise<readonly Text[]> {
  const lines = new Map<string, Text>();
  for (const { line, about, params } of refs) {
    // A line renderer gets the bare id, as a card renderer does.
    const text = await renderLine(world, line, { ...params, about: idOf(about) });
    if (text && !lines.has(text['zh-CN'])) lines.set(text['zh-CN'], text);
  }
  return [...lines.values()];
}

/** Drawn from the state at sending time; nothing left to say sends nothing. */
export const digestRenderer =
  (renderLine: LineRenderer): CardRenderer =>
  async (world, id, params, viewer) => {
    if (!viewer) return undefined;
    const lines = await linesOf(world, refsOf(params), renderLine);
    const desk = await waitingFor(world, viewer.id, nextWorkday(world));
    if (lines.length === 0 && desk.total === 0) return undefined;
    const waiting = { total: desk.total, overdue: desk.overdue, today: desk.dueToday, soon: desk.soon };
    return digestCard({
      date: id.split(':')[0] ?? world.today,
      lines,
      ...(desk.total > 0 ? { waiting } : {}),
    });
  };
