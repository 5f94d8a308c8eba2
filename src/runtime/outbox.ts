import type { Card } from '../../cards/kit/card.ts';
import { MessengerError, type Recipient } from '../feishu/messenger.ts';
import type { World } from '../kernel/capability.ts';
import { idOf } from '../kernel/ids.ts';
import { thrownAt } from '../kernel/thrown.ts';
import { millis } from '../kernel/time.ts';
import { type Claim, type Json, type Pace, type Settle, StoreError } from '../store/store.ts';
import { attempts } from './attempts.ts';
import { type Bot, worldOf } from './bot.ts';
import { breaker } from './breaker.ts';
import { heldBack, isElsewhere } from './hold.ts';
import type { CopyBody, PatchPayload, RowPayload, SendPayload } from './kinds.ts';
import { assertTime, Late, LEASE_MS, mayMake } from './late.ts';
import { leftCard } from './say.ts';
import { reportDead } from './undelivered.ts';

/**
 * 10 rows a round and four rounds a second: even when a slow network lets five rounds arrive in one second, that is
 * Feishu's 50 and no more. One row per recipient and round stays below its 5/s.
 */
export const ROUND_ROWS = 10;
export const ROUND_MS = 250;
/**
 * Feishu's 1000 a minute of each call of an app, by whatever minute it counts. Counted over a second more: what left
 * within 61 s arrives within 60 only if one message is a second slower on its way than another.
 */
const PACE: Pace = { most: 1000, ms: 61_000, apartMs: ROUND_MS };
/** Messages of which it is remembered when they were drawn last: far more than may be redrawn while a row waits. */
const DRAWN = 10_000;

async function draw(
  bot: Bot,
  world: World,
  shown: { card: string; about: string; params?: Readonly<Record<string, Json>> },
  person: string | undefined,
): Promise<Card | undefined> {
  const viewer = person === undefined ? undefined : world.org.people.get(person);
  // Who has left sees nothing more, not even on a card that still hangs in their chat (Z04).
  if (viewer?.active === false && !shown.card.startsWith('runtime.')) return leftCard;
  const render = bot.registry.cards.get(shown.card);
  if (!render) throw new Error(`no card renderer "${shown.card}"`);
  return render(world, idOf(shown.about), shown.params ?? {}, viewer);
}

type Ended = { readonly settle: Settle; readonly after?: () => Promise<void> };

async function liveCopy(bot: Bot, payload: SendPayload, messageId: string, now: string) {
  const copy = await bot.store.get<CopyBody>({ kind: 'copy', id: payload.copy });
  if (!copy) return [];
  return [
    {
      kind: 'copy',
      id: copy.id,
      rev: copy.rev,
      body: { ...copy.body, state: 'live', message: messageId, sentAt: now } satisfies CopyBody,
    },
  ];
}

async function sendRow(bot: Bot, world: World, claim: Claim, payload: SendPayload): Promise<Ended> {
  const to: Recipient = payload.to;
  const person = 'person' in to ? to.person : undefined;
  if (payload.op === 'file') {
    const file = await bot.registry.files.get(payload.card)?.(
      world,
      idOf(payload.about),
      payload.params ?? {},
      person === undefined ? undefined : world.org.people.get(person),
    );
    if (!file) return { settle: { kind: 'skipped', at: world.now, why: 'nothing to send' } };
    assertTime(claim, 'file', bot.clock());
    const sent = await bot.messenger.sendFile(to, file, claim.item.id);
    return { settle: { kind: 'sent', at: world.now, messageId: sent.messageId } };
  }
  const left = person !== undefined && world.org.people.get(person)?.active === false;
  const card =
    left && !payload.card.startsWith('runtime.') ? undefined : await draw(bot, world, payload, person);
  if (!card)
    return {
      settle: { kind: 'skipped', at: world.now, why: 'nothing to show' },
      after: () => endCopy(bot, payload.copy),
    };
  if (card.audience === 'private' && person === undefined)
    return { settle: { kind: 'dead', at: world.now, error: 'a private card may not go into a group' } };
  assertTime(claim, 'card', bot.clock());
  const sent = await bot.messenger.sendCard(to, card, claim.item.id);
  if (payload.card === 'runtime.answer') bot.answers.sent(idOf(payload.about));
  return {
    settle: {
      kind: 'sent',
      at: world.now,
      messageId: sent.messageId,
      put: await liveCopy(bot, payload, sent.messageId, world.now),
    },
  };
}

async function patchRow(
  bot: Bot,
  world: World,
  claim: Claim,
  payload: PatchPayload,
  drawnAt: Map<string, string>,
): Promise<Ended> {
  const copy = await bot.store.get<CopyBody>({ kind: 'copy', id: payload.copy });
  const skipped = (why: string): Ended => ({ settle: { kind: 'skipped', at: world.now, why } });
  if (!copy?.body.message) return skipped('copy is gone');
  const last = drawnAt.get(copy.body.message);
  // A clock that was put back makes older drawings look newer: those of the future prove nothing.
  const newer = last !== undefined && last >= claim.item.notBefore && last <= world.now;
  if (newer && claim.attempt === 1) return skipped('already drawn from a newer state');
  // Somebody got a fresh card while this redraw waited.
  const moved = payload.moved || copy.body.state === 'old';
  const shown = moved ? { card: 'runtime.moved', about: 'moved:-' } : copy.body;
  const card = await draw(bot, world, shown, copy.body.person);
  if (!card) return skipped('nothing to show');
  if (card.audience === 'private' && copy.body.person === undefined)
    return skipped('a private card may not go into a group');
  assertTime(claim, 'card', bot.clock());
  await bot.messenger.patchCard(copy.body.message, card);
  noteDrawn(drawnAt, copy.body.message, world.now);
  return { settle: { kind: 'sent', at: world.now, messageId: copy.body.message } };
}

/** The newest last; one that was forgotten is redrawn once more at worst. */
function noteDrawn(drawnAt: Map<string, string>, message: string, now: string): void {
  drawnAt.delete(message);
  drawnAt.set(message, now);
  for (const oldest of drawnAt.keys()) {
    if (drawnAt.size <= DRAWN) return;
    drawnAt.delete(oldest);
  }
}

/** The copy of a message that made no sense any more. */
async function endCopy(bot: Bot, id: string): Promise<void> {
  const copy = await bot.store.get<CopyBody>({ kind: 'copy', id });
  if (!copy) return;
  const body = { ...copy.body, state: 'old' } satisfies CopyBody;
  const put = [{ kind: 'copy', id, rev: copy.rev, body }];
  await bot.store.commit({
    requestId: `copy:old:${id}`,
    fingerprint: 'old',
    at: bot.clock(),
    actor: 'system',
    reason: 'copy.old',
    put,
  });
}

export type Outbox = {
  /** One round: claims due rows, sends them, settles them. Gives how many rows it took; 0 also to let others look. */
  round(): Promise<number>;
  /** The same without waiting for its workbooks: they are made and sent beside the rounds after it. Never two at once. */
  step(): Promise<number>;
  /** The workbooks that were begun are settled. */
  settled(): Promise<void>;
};

/** Claims, draws from the state as it is now, sends with uuid = row id, settles. Any number of these may run (fenced leases). */
export function outbox(bot: Bot, worker: string): Outbox {
  const drawnAt = new Map<string, string>();
  const tried = attempts();
  const line = breaker(() => bot.messenger.ask());
  /** Ends with the last workbook that a round began. */
  let making: Promise<void> = Promise.resolve();
  /** The next look is another process's. */
  let givesWay = false;

  async function work(claim: Claim): Promise<void> {
    const payload = claim.item.payload as unknown as RowPayload;
    try {
      if (payload === null || typeof payload !== 'object') throw new Error('broken row');
      const given = payload.op === 'patch' ? undefined : tried.tooOld(claim, bot.clock());
      if (given) return await giveUp(claim, payload, given, 0);
      const held = payload.op === 'patch' ? undefined : await heldBack(bot, claim, payload);
      if (held) return await hold(claim, payload, held);
      if (payload.op === 'send' && isElsewhere(bot, payload)) return await giveWay(claim);
      await bot.store.beginAttempt(claim, bot.clock());
      const world = await worldOf(bot);
      const ended =
        payload.op === 'patch'
          ? await patchRow(bot, world, claim, payload, drawnAt)
          : await sendRow(bot, world, claim, payload);
      if (ended.settle.kind === 'sent') line.heard(undefined);
      if (ended.settle.kind === 'dead') return await giveUp(claim, payload, ended.settle, 0);
      await bot.store.settleOutbox(claim, ended.settle);
      tried.forget(claim);
      await ended.after?.();
    } catch (error) {
      await settleFault(claim, payload, error);
    }
  }

  /** Its place in the order stays, and since when it is due; the next round leases it anew. */
  async function putBack(claim: Claim, why: 'late' | 'elsewhere'): Promise<void> {
    const { id, notBefore } = claim.item;
    bot.log('info', `outbox.${why}`, { row: id, attempt: claim.attempt });
    await bot.store.settleOutbox(claim, { kind: 'retry', at: bot.clock(), notBefore, error: why });
  }

  async function giveWay(claim: Claim): Promise<void> {
    givesWay = true;
    await putBack(claim, 'elsewhere');
  }

  /** Workbooks are made one after the other; those whose turn comes too late are leased anew. */
  async function oneByOne(files: readonly Claim[]): Promise<void> {
    for (const claim of files)
      if (mayMake(claim, bot.clock())) await work(claim);
      else await safely(claim, () => putBack(claim, 'late'));
  }

  async function hold(claim: Claim, payload: RowPayload, settle: Settle): Promise<void> {
    await bot.store.settleOutbox(claim, settle);
    if (settle.kind === 'skipped') tried.forget(claim);
    if (settle.kind === 'skipped' && payload.op === 'send') await endCopy(bot, payload.copy);
  }

  async function giveUp(claim: Claim, payload: RowPayload, settle: Settle, code: number): Promise<void> {
    await reportDead(bot, claim, payload, code);
    await bot.store.settleOutbox(claim, settle);
    tried.forget(claim);
  }

  async function settleFault(claim: Claim, payload: RowPayload, error: unknown): Promise<void> {
    if (error instanceof Late) {
      tried.notMade(claim);
      return safely(claim, () => putBack(claim, 'late'));
    }
    // A lost lease or a failed store: another worker or the next start goes on with the row, same uuid.
    if (error instanceof StoreError)
      return bot.log('warn', 'outbox.store', { row: claim.item.id, code: error.code });
    // The row's error stays in the ledger for good: of a fault of the program not its message, which may hold a text.
    const fault =
      error instanceof MessengerError ? error : new MessengerError('permanent', 0, thrownAt(error));
    // A row that is broken in itself tells nothing of Feishu.
    if (fault === error) line.heard(fault);
    const settle = tried.afterFault(claim, fault, bot.clock(), payload?.op === 'patch');
    bot.log(settle.kind === 'retry' ? 'info' : 'warn', 'outbox.fault', {
      row: claim.item.id,
      fault: fault.fault,
      code: fault.code,
      outcome: settle.kind,
    });
    await safely(claim, () =>
      settle.kind === 'retry'
        ? bot.store.settleOutbox(claim, settle)
        : giveUp(claim, payload, settle, fault.code),
    );
  }

  async function safely(claim: Claim, settle: () => Promise<void>): Promise<void> {
    try {
      await settle();
    } catch (error) {
      bot.log('warn', 'outbox.settle', {
        row: claim.item.id,
        code: error instanceof StoreError ? error.code : 'unknown',
      });
    }
  }

  async function step(): Promise<number> {
    const now = bot.clock();
    const max = await line.room(millis(now), ROUND_ROWS);
    if (max <= 0) return 0;
    const claims = await bot.store.claimOutbox({ worker, max, leaseMs: LEASE_MS, now, pace: PACE });
    const files = claims.filter(({ item }) => item.topic === 'file');
    const cards = claims.filter(({ item }) => item.topic !== 'file');
    givesWay = false;
    // An upload may hang for a minute, and nobody else waits for it.
    if (files.length > 0)
      making = making
        .then(() => oneByOne(files))
        .catch((error) => bot.log('error', 'outbox.round', { why: thrownAt(error) }));
    await Promise.all(cards.map(work));
    return givesWay ? 0 : claims.length;
  }

  const settled = (): Promise<void> => making;
  return {
    step,
    settled,
    async round() {
      const took = await step();
      await settled();
      return took;
    },
  };
}
