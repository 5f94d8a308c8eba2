import { thrownAt } from '../kernel/thrown.ts';
import { type Claim, type Commit, type Put, StoreError } from '../store/store.ts';
import { type Bot, worldOf } from './bot.ts';
import type { CopyBody, RowPayload, SendPayload } from './kinds.ts';
import { planCommit } from './plan.ts';

/** How often a report is planned anew because somebody changed what it writes. */
const REPORTS = 4;

/** A message that will never arrive: the copy is marked, and the office admin hears of it through the event. */
async function deadCommit(
  bot: Bot,
  row: string,
  payload: SendPayload,
  code: number,
): Promise<Commit | undefined> {
  const copy = await bot.store.get<CopyBody>({ kind: 'copy', id: payload.copy });
  // Another worker has sent it: this one was too slow, and its settling will be refused.
  if (copy?.body.message !== undefined) return undefined;
  const world = await worldOf(bot);
  const person = 'person' in payload.to ? payload.to.person : null;
  const chat = 'chat' in payload.to ? payload.to.chat : null;
  const event = {
    type: 'delivery.failed',
    about: `row:${row}`,
    by: 'system' as const,
    at: world.now,
    data: { row, code, person, chat },
  };
  const failed = (rev: number, body: CopyBody): Put => ({
    ...{ kind: 'copy', id: payload.copy, rev },
    body: { ...body, state: 'failed' } satisfies CopyBody,
  });
  return planCommit(
    world,
    { events: [event], put: copy ? [failed(copy.rev, copy.body)] : [] },
    { requestId: `dead:${row}`, fingerprint: 'dead', actor: 'system', reason: 'delivery.failed' },
    bot.registry,
  );
}

/**
 * Reports before the row is settled: when this fails, or the process dies before the settling, the row comes again
 * when its lease is over, and is reported once, by its request id. After the settling nobody would ask again.
 */
export async function reportDead(
  bot: Bot,
  claim: Claim,
  payload: RowPayload | null,
  code: number,
): Promise<void> {
  if (payload === null || typeof payload !== 'object' || payload.op === 'patch') return;
  for (let attempt = 1; ; attempt += 1)
    try {
      const commit = await deadCommit(bot, claim.item.id, payload, code);
      if (commit) await bot.store.commit(commit);
      return;
    } catch (error) {
      const moved = error instanceof StoreError && error.code === 'CONFLICT';
      if (moved && attempt < REPORTS) continue;
      if (error instanceof StoreError) throw error;
      // A fault of the program must not keep the row coming back for ever.
      return bot.log('error', 'outbox.report', { row: claim.item.id, why: thrownAt(error) });
    }
}
