import type { Change, DomainEvent, Message, Shown, World } from '../kernel/capability.ts';
import { idOf } from '../kernel/ids.ts';
import { instant, millis, plusMs } from '../kernel/time.ts';
import { giveWay } from '../kernel/turns.ts';
import { nextWorkingTime } from '../kernel/workdays.ts';
import type { Commit, Doc, Json, OutboxItem, Put } from '../store/store.ts';
import type { CopyBody, PatchPayload, SendPayload } from './kinds.ts';
import type { Registry } from './registry.ts';

/** Other copies are redrawn a little after the callback was answered, never while it is open (feishu.md §3.1). */
const REDRAW_AFTER_MS = 2_000;
/** A subject with more copies than this is redrawn in its newest ones; older ones answer when they are tapped. */
const MAX_COPIES = 60;

export type Cause = {
  readonly requestId: string;
  readonly fingerprint: string;
  readonly actor: string;
  readonly reason: string;
  /** The clicked message: it gets its new face with the reply, not by a redraw. */
  readonly clicked?: string;
};

const merge = (a: Change, b: Partial<Change>): Change => ({
  events: [...a.events, ...(b.events ?? [])],
  put: [...(a.put ?? []), ...(b.put ?? [])],
  erase: [...(a.erase ?? []), ...(b.erase ?? [])],
  remove: [...(a.remove ?? []), ...(b.remove ?? [])],
  unique: [...(a.unique ?? []), ...(b.unique ?? [])],
  messages: [...(a.messages ?? []), ...(b.messages ?? [])],
  notices: [...(a.notices ?? []), ...(b.notices ?? [])],
  touches: [...(a.touches ?? []), ...(b.touches ?? [])],
  rows: [...(a.rows ?? []), ...(b.rows ?? [])],
});

/** Events that are reacted to in one turn, and subjects whose copies are looked up in one: an import has thousands. */
const EVENTS = 100;
const SUBJECTS = 50;

/** Lets later capabilities add to the commit what an event means to them; an event may bring further events. */
export async function withReactions(world: World, change: Change, registry: Registry): Promise<Change> {
  let whole = change;
  const open: DomainEvent[] = [...change.events];
  let done = 0;
  for (let event = open.shift(); event; event = open.shift()) {
    done += 1;
    if (done % EVENTS === 0) await giveWay();
    for (const react of registry.reactions.get(event.type) ?? []) {
      const more = await react(world, event, whole);
      if (!more) continue;
      whole = merge(whole, more);
      open.push(...(more.events ?? []));
    }
  }
  return whole;
}

const keyOf = (to: Message['to']): string => ('person' in to ? `person:${to.person}` : `chat:${to.chat}`);

function leaveAt(world: World, when: Message['when']): string {
  if (when === 'now') return world.now;
  if (when === 'working')
    return nextWorkingTime(world.now, world.calendar, { ...world.settings.quiet, zone: world.settings.zone });
  return instant(Math.max(millis(when), millis(world.now)));
}

const shownOf = (m: Message): Shown => ({
  card: m.card,
  about: m.about,
  ...(m.params ? { params: m.params } : {}),
});

type Gathering = {
  /** The person has a card about this subject that still waits for them: it is redrawn instead. */
  readonly waits: boolean;
  /** Cards about it that have nothing left to do; the fresh message takes their place. */
  readonly done: readonly Doc<CopyBody>[];
};
async function gathering(world: World, message: Message, registry: Registry): Promise<Gathering> {
  const to = 'person' in message.to ? message.to.person : message.to.chat;
  const { items } = await world.read.list<CopyBody>('copy', {
    index: 'to',
    prefix: `${to}|${message.about}`,
    limit: MAX_COPIES,
  });
  const same = items.filter((c) => c.body.about === message.about);
  if (same.some((c) => c.body.state === 'waiting')) return { waits: true, done: [] };
  if (same.length === 0) return { waits: false, done: [] };
  const viewer = 'person' in message.to ? world.org.people.get(message.to.person) : undefined;
  const id = idOf(message.about);
  const check = registry.waits.get(message.card);
  const waits = check
    ? await check(world, id, viewer)
    : (await registry.cards.get(message.card)?.(world, id, message.params ?? {}, viewer))?.waits;
  return waits ? { waits, done: [] } : { waits: false, done: same };
}

/** A card that said «nothing waits» stays what it is: it does not come back to life beside the fresh one. */
const retired = ({ id, rev, body }: Doc<CopyBody>): Put => ({
  kind: 'copy',
  id,
  rev,
  body: { ...body, state: 'old' } satisfies CopyBody,
});

type Rows = {
  readonly outbox: readonly OutboxItem[];
  readonly put: readonly Put[];
  readonly touches: readonly string[];
};

async function sendRows(world: World, messages: readonly Message[], registry: Registry): Promise<Rows> {
  const outbox: OutboxItem[] = [];
  const put: Put[] = [];
  const touches: string[] = [];
  const planned = new Set<string>();
  for (const m of messages) {
    const slot = `${keyOf(m.to)}|${m.about}|${m.card}`;
    const before = m.gather && !planned.has(slot) ? await gathering(world, m, registry) : undefined;
    if (m.gather && (!before || before.waits)) {
      touches.push(m.about);
      continue;
    }
    planned.add(slot);
    put.push(...(before?.done ?? []).map(retired));
    const id = world.newId('m');
    const payload: SendPayload = {
      op: m.asFile ? 'file' : 'send',
      to: m.to,
      copy: id,
      ...shownOf(m),
      ...(m.when === 'now' ? {} : { quiet: true as const }),
      ...(m.until ? { until: m.until.at, back: m.until.back } : {}),
    };
    outbox.push({
      id,
      topic: m.asFile ? 'file' : 'send',
      key: keyOf(m.to),
      notBefore: leaveAt(world, m.when),
      payload: payload as unknown as Json,
    });
    if (!m.asFile)
      put.push({
        kind: 'copy',
        id,
        rev: 0,
        body: { ...shownOf(m), ...m.to, state: 'waiting' } satisfies CopyBody,
      });
  }
  return { outbox, put, touches };
}

/** The outbox row that redraws a copy where it hangs. `moved`: into a line that points to the fresh one. */
export function redrawRow(id: string, copy: string, message: string, notBefore: string, moved?: true) {
  const payload: PatchPayload = { op: 'patch', copy, ...(moved ? { moved } : {}) };
  const row = { topic: 'patch', key: `message:${message}`, notBefore } as const;
  return { id, ...row, payload: payload as unknown as Json } satisfies OutboxItem;
}

async function redrawRows(
  world: World,
  subjects: ReadonlySet<string>,
  except: { readonly clicked: string | undefined; readonly gone: ReadonlySet<string> },
): Promise<readonly OutboxItem[]> {
  const rows: OutboxItem[] = [];
  const all = [...subjects];
  for (let from = 0; from < all.length; from += SUBJECTS) {
    if (from > 0) await giveWay();
    const lists = await Promise.all(
      all.slice(from, from + SUBJECTS).map((subject) =>
        world.read.list<CopyBody>('copy', {
          ...{ index: 'about', from: subject, to: subject },
          limit: MAX_COPIES,
        }),
      ),
    );
    for (const { id, body } of lists.flatMap(({ items }) => items)) {
      if (body.message === undefined || body.message === except.clicked || except.gone.has(id)) continue;
      rows.push(redrawRow(world.newId('p'), id, body.message, plusMs(world.now, REDRAW_AFTER_MS)));
    }
  }
  return rows;
}

/** Several reactions may write one document: the last word stands, on the revision the first one expected. */
function settlePuts(puts: readonly Put[]): readonly Put[] {
  const byRef = new Map<string, Put>();
  for (const put of puts) {
    const ref = `${put.kind}:${put.id}`;
    byRef.set(ref, { ...put, rev: byRef.get(ref)?.rev ?? put.rev });
  }
  return [...byRef.values()];
}

/** One change, with what later capabilities make of it, as one commit: state, ledger entry, outbox rows, digest lines. */
export async function planCommit(
  world: World,
  change: Change,
  cause: Cause,
  registry: Registry,
): Promise<Commit> {
  const whole = await withReactions(world, change, registry);
  const many = (whole.put ?? []).length > SUBJECTS;
  if (many) await giveWay();
  const sends = await sendRows(world, whole.messages ?? [], registry);
  const touched = new Set([
    ...(whole.put ?? []).map((p) => `${p.kind}:${p.id}`),
    ...(whole.touches ?? []),
    ...sends.touches,
  ]);
  const gone = new Set(sends.put.flatMap((p) => ((p.body as CopyBody).state === 'old' ? [p.id] : [])));
  if (many) await giveWay();
  const redraws = await redrawRows(world, touched, { clicked: cause.clicked, gone });
  const pending: Put[] = (whole.notices ?? []).map((n) => ({
    kind: 'pending',
    id: world.newId('n'),
    rev: 0,
    body: { to: n.to, line: n.line, about: n.about, params: n.params ?? {}, at: world.now },
  }));
  return {
    requestId: cause.requestId,
    fingerprint: cause.fingerprint,
    at: world.now,
    actor: cause.actor,
    reason: cause.reason,
    events: whole.events as unknown as readonly Json[],
    put: [...settlePuts(whole.put ?? []), ...sends.put, ...pending],
    ...(whole.erase?.length ? { erase: whole.erase } : {}),
    ...(whole.remove?.length ? { remove: whole.remove } : {}),
    ...(whole.unique?.length ? { unique: whole.unique } : {}),
    outbox: [...sends.outbox, ...redraws, ...(whole.rows ?? [])],
  };
}

/** The commit that makes a message follow what it shows now, so that it is redrawn when that changes. */
export function followCommit(
  world: World,
  copy: Doc<CopyBody> | undefined,
  message: string,
  shown: Shown,
  to: { person: string },
  cause: string,
): Commit | undefined {
  if (
    copy &&
    copy.body.card === shown.card &&
    copy.body.about === shown.about &&
    JSON.stringify(copy.body.params) === JSON.stringify(shown.params)
  )
    return undefined;
  const fresh: CopyBody = { ...shown, ...to, state: 'live', message, sentAt: world.now };
  const { params: _params, ...kept } = copy?.body ?? fresh;
  return {
    requestId: `shown:${cause}`,
    fingerprint: 'shown',
    at: world.now,
    actor: to.person,
    reason: 'card.shown',
    put: [
      {
        kind: 'copy',
        id: copy?.id ?? world.newId('m'),
        rev: copy?.rev ?? 0,
        body: { ...kept, ...shown } satisfies CopyBody,
      },
    ],
  };
}
