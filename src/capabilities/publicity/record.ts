import { z } from 'zod';
import {
  type LedgerMark,
  type RecordView,
  recordCard,
  recordsCard,
} from '../../../cards/publicity/record.ts';
import { publicityRefusals } from '../../../cards/publicity/text.ts';
import type { Acting, Command, DomainEvent, World } from '../../kernel/capability.ts';
import { pagesOf } from '../../kernel/pages.ts';
import type { Person } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { type Instant, localDateTime, plusMs } from '../../kernel/time.ts';
import { groupsOf, type ItemState, type NoticeBody, type NoticeDoc, scopeOf } from './model.ts';
import { period } from './period.ts';

/** Records on one card; older ones are found by the matter's file. */
const MAX_RECORDS = 20;
/** Looked back quarter by quarter, so that a list costs what it shows and not what was ever published. */
const QUARTER_MS = 91 * 86_400_000;
const QUARTERS = 12;
const BATCH = 200;

export const mayRead = (viewer: Person, { body }: NoticeDoc, { org }: World): boolean =>
  may(viewer, 'publicity.record', org, { place: { level: 'unit', unit: body.unit } });

/** Objections of one notice by outcome: counted by the index, no objection is opened. */
export async function objectionsIn(world: World, notice: string): Promise<RecordView['objections']> {
  const tally = await world.read.tally('objection', { index: 'notice', prefix: `${notice}|` });
  const of = (key: string): number => tally[`${notice}|${key}`] ?? 0;
  return { upheld: of('upheld'), partly: of('partly'), rejected: of('rejected'), open: of('open') };
}

/** Ledger lines that opened and closed it, with their hashes, as the ledger itself has them. */
async function marksOf(world: World, id: string): Promise<Pick<RecordView, 'opening' | 'closing'>> {
  const marks: { opening?: LedgerMark; closing?: LedgerMark } = {};
  for await (const change of world.read.history({ kind: 'notice', id })) {
    const mark = {
      seq: change.seq,
      at: localDateTime(change.at, world.settings.zone),
      ...(change.hash === undefined ? {} : { hash: change.hash }),
    };
    const own = (change.events as unknown as readonly DomainEvent[]).filter(
      (e) => e.about === `notice:${id}`,
    );
    if (own.some((e) => e.type === 'notice.opened')) marks.opening = mark;
    if (own.some((e) => e.type === 'notice.closed')) marks.closing = mark;
  }
  return marks;
}

const statesOf = ({ items }: NoticeBody): RecordView['states'] =>
  [...new Set(items.map((i) => i.state))].map((state: ItemState) => ({
    state,
    n: items.filter((i) => i.state === state).length,
  }));

/** The proof of publication; undefined for a notice that never hung anywhere. */
export async function recordOf(world: World, notice: NoticeDoc): Promise<RecordView | undefined> {
  const { id, rev, body } = notice;
  const { opensOn, closesOn } = body;
  if (opensOn === undefined || closesOn === undefined) return undefined;
  const { settings, org, calendar } = world;
  return {
    id,
    rev,
    unit: org.units.get(body.unit)?.name ?? body.unit,
    scope: scopeOf(body),
    groups: groupsOf(body).map((g) => g.name || g.chat),
    opensOn,
    closesOn,
    days: body.days ?? period(body.sendAt, settings, calendar).days,
    end: settings.quiet.workEnd,
    ...(body.closedAt ? { closedAt: localDateTime(body.closedAt, settings.zone) } : {}),
    items: body.items.length,
    states: statesOf(body),
    objections: await objectionsIn(world, id),
    ...(await marksOf(world, id)),
  };
}

/** Notices that closed in (from, to], oldest first. */
async function closedIn(world: World, from: Instant, to: Instant): Promise<readonly NoticeDoc[]> {
  const found: NoticeDoc[] = [];
  for await (const page of pagesOf<NoticeBody>(world.read, 'notice', { index: 'closed', from, to }, BATCH))
    found.push(...page.filter((n) => n.body.closedAt !== from));
  return found;
}

/** The newest closed notices that this person may read, of the last three years. */
export async function closedFor(world: World, viewer: Person): Promise<readonly NoticeDoc[]> {
  const found: NoticeDoc[] = [];
  let to = world.now;
  for (let n = 0; n < QUARTERS && found.length < MAX_RECORDS; n += 1) {
    const from = plusMs(to, -QUARTER_MS);
    const closed = await closedIn(world, from, to);
    found.push(...closed.filter((d) => mayRead(viewer, d, world)).reverse());
    to = from;
  }
  return found.slice(0, MAX_RECORDS);
}

const listOf = async (acting: Acting) =>
  recordsCard(
    (await closedFor(acting, acting.actor)).map(({ id, body }) => ({
      id,
      unit: acting.org.units.get(body.unit)?.name ?? body.unit,
      opensOn: body.opensOn ?? '',
      closesOn: body.closesOn ?? '',
      items: body.items.length,
    })),
  );

export const recordCommands = {
  'publicity.records': {
    input: z.unknown(),
    action: 'self.use',
    run: async (acting) => ({ kind: 'show', answer: { card: await listOf(acting) } }),
  } satisfies Command<unknown>,
  'publicity.record': {
    input: z.object({ option: z.string() }),
    action: 'self.use',
    run: async (acting, { option }) => {
      const notice = await acting.read.get<NoticeBody>({ kind: 'notice', id: option });
      const view =
        notice && mayRead(acting.actor, notice, acting) ? await recordOf(acting, notice) : undefined;
      return view
        ? { kind: 'show', answer: { card: recordCard(view) } }
        : { kind: 'refused', why: publicityRefusals.noticeGone };
    },
  } satisfies Command<{ option: string }>,
};
