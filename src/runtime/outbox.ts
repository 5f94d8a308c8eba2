import { MessengerError } from '../feishu/messenger.ts';
import { thrownAt } from '../kernel/thrown.ts';
import { millis } from '../kernel/time.ts';
import { type Claim, type Pace, type Settle, StoreError } from '../store/store.ts';
import { attempts } from './attempts.ts';
import { type Bot, worldOf } from './bot.ts';
import { breaker } from './breaker.ts';
import { heldBack, isElsewhere } from './hold.ts';
import type { RowPayload, SendPayload } from './kinds.ts';
import { Late, LEASE_MS, mayMake } from './late.ts';
import { lookUp } from './look-up.ts';
import { endCopy, foundRow, patchRow, sendRow } from './row.ts';
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
      if (given && payload.op !== 'patch' && !(await isAbsent(claim, payload, given))) return;
      const held = payload.op === 'patch' ? undefined : await heldBack(bot, claim, payload);
      // What did not hang there in the evening may have come by the morning: it is looked up again.
      if (held && given) tried.forget(claim);
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

  /** Whether a row of which nobody knows how it ended may be sent now; else it is settled, as sent or as a person's matter. */
  async function isAbsent(claim: Claim, payload: SendPayload, given: Settle): Promise<boolean> {
    const found = await lookUp(bot, claim, payload);
    const outcome = typeof found === 'string' ? found : 'there';
    bot.log('info', 'outbox.looked', { row: claim.item.id, outcome });
    if (found === 'absent') tried.absent(claim);
    else if (found === 'unsure') await giveUp(claim, payload, given, 0);
    else {
      await bot.store.settleOutbox(claim, await foundRow(bot, claim, payload, found.messageId));
      tried.forget(claim);
    }
    return found === 'absent';
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

  /** Workbooks are made, and chats looked into, one after the other; those whose turn comes too late are leased anew. */
  async function oneByOne(claims: readonly Claim[]): Promise<void> {
    for (const claim of claims)
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
    const settle = tried.afterFault(claim, fault, bot.clock());
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
    // An upload may hang for a minute, a look into a chat for some seconds, and nobody else waits for it.
    const isSlow = (claim: Claim): boolean =>
      claim.item.topic === 'file' || (claim.item.topic === 'send' && tried.tooOld(claim, now) !== undefined);
    const slow = claims.filter(isSlow);
    const cards = claims.filter((claim) => !isSlow(claim));
    givesWay = false;
    if (slow.length > 0)
      making = making
        .then(() => oneByOne(slow))
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
