import { fire, pour, type Volley } from './load.ts';
import type { Child } from './processes.ts';
import { idOf, messageOf, reviewerOf } from './register.ts';
import { requestOf } from './wire.ts';

export const CONNECTIONS = 64;

export const tapsOf = (revs: readonly number[], round: string, nowMs: number): readonly Buffer[] =>
  revs.map((rev, i) =>
    requestOf(
      {
        event: `evt-${round}-${i}`,
        person: reviewerOf(i),
        message: messageOf(i),
        value: { do: 'review.approve', id: idOf(i), rev },
      },
      nowMs,
    ),
  );

/**
 * Everybody approves their item at once: 64 at a time, each another risk. Inside the figure: a whole HTTP request, its
 * signature and decryption, the decision, one commit on the disk, the new card in both languages, the answer, one log
 * line. Beside it on the same core, as in production: the outbox, which sends what the approvals cause at its own pace
 * of at most 40 messages a second, whatever the clicks do. Requests are made before the clock starts; the client that
 * sends them shares the machine's cores, for the bare dispatcher as well.
 */
export async function clickRound(
  bot: Child<{ port: number }>,
  round: number,
  offsetMs: number,
): Promise<Volley> {
  const { revs } = await bot.ask<{ revs: number[] }>({ reset: round });
  const requests = tapsOf(revs, String(round), Date.now() + offsetMs);
  return fire([bot.first.port], requests, CONNECTIONS, /"type":"(success|info)"/);
}

/** The same requests to the bare SDK, whose handler does nothing. */
export function bareRound(
  bare: Child<{ port: number }>,
  round: number,
  count: number,
  offsetMs: number,
): Promise<Volley> {
  const revs = Array.from({ length: count }, () => 1);
  const requests = tapsOf(revs, `bare${round}`, Date.now() + offsetMs);
  return fire([bare.first.port], requests, CONNECTIONS, /^\{\}$/);
}

/** What Feishu may send at once and still be answered in time, on a slow disk. */
export const STEADY_PER_SECOND = 200;

/** Clicks at a steady pace, the first ones thrown away as warming up. */
export async function steadyRound(
  bot: Child<{ port: number }>,
  round: number,
  offsetMs: number,
): Promise<Volley> {
  const { revs } = await bot.ask<{ revs: number[] }>({ reset: round });
  const requests = tapsOf(revs, `steady${round}`, Date.now() + offsetMs);
  return pour(bot.first.port, requests, STEADY_PER_SECOND, /"type":"(success|info)"/);
}
