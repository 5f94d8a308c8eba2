import type { DomainEvent } from '../kernel/capability.ts';
import { StoreError } from '../store/store.ts';
import type { Bot } from './bot.ts';
import type { CopyBody, RowPayload } from './kinds.ts';

/** The event an office admin's resend button leaves in the ledger: `data.row` is the outbox row that never arrived. */
export const RESEND = 'delivery.resend';

/** More undelivered rows than this and the network, not a row, is what needs mending. */
const MANY = 10_000;

/**
 * Puts the rows that a change asks to resend back into the outbox under a new id: after so long Feishu has forgotten
 * the old uuid, and a person has decided. A row that somebody else put back meanwhile is left alone.
 */
export async function resend(bot: Bot, events: readonly DomainEvent[]): Promise<void> {
  for (const event of events) {
    const row = event.type === RESEND ? event.data?.row : undefined;
    if (typeof row !== 'string') continue;
    const now = bot.clock();
    const lost = [...(await bot.store.outbox('dead', MANY)), ...(await bot.store.outbox('unknown', MANY))];
    const found = lost.find((r) => r.item.id === row);
    if (!found) continue;
    try {
      await bot.store.requeueOutbox(row, { id: bot.ids('m'), now, actor: event.by, notBefore: now });
      await reviveCopy(bot, found.item.payload as unknown as RowPayload, now);
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'CONFLICT') throw error;
    }
  }
}

/** The copy of a row has the row's first id. Given up once, it waits again, so that it is redrawn when it hangs there. */
async function reviveCopy(bot: Bot, payload: RowPayload, now: string): Promise<void> {
  if (payload.op === 'patch') return;
  const copy = await bot.store.get<CopyBody>({ kind: 'copy', id: payload.copy });
  if (copy?.body.state !== 'failed') return;
  await bot.store.commit({
    requestId: `copy:again:${copy.id}@${now}`,
    fingerprint: 'again',
    at: now,
    actor: 'system',
    reason: 'copy.again',
    put: [
      {
        kind: 'copy',
        id: copy.id,
        rev: copy.rev,
        body: { ...copy.body, state: 'waiting' } satisfies CopyBody,
      },
    ],
  });
}
