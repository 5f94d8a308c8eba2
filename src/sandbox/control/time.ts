import type { SandboxContext } from '../context.ts';
import { ControlError } from './error.ts';

export type ClockMove = { readonly to?: number; readonly by?: number; readonly next?: string };
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** A tick may run every schedule of many skipped days; a minute is far more than that takes. */
const TICK_LIMIT_MS = 60_000;

/** Offset of a zone at an instant, in ms east of UTC. */
export function zoneOffset(at: number, zone: string): number {
  const name = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((p) => p.type === 'timeZoneName')?.value;
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '');
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * HOUR_MS + Number(match[3]) * 60_000);
}

/** 09:00 local of the n-th Monday-to-Friday after an instant; the sandbox knows no public holidays. */
function workdayAfter(now: number, zone: string, n: number): number {
  let day = Math.floor((now + zoneOffset(now, zone)) / DAY_MS);
  for (let left = n; left > 0; ) {
    day += 1;
    // Day 0 of the epoch was a Thursday.
    const weekday = (day + 4) % 7;
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  const local = day * DAY_MS + 9 * HOUR_MS;
  return local - zoneOffset(local, zone);
}

/** Where a move leads; throws 400 when it is not understood or leads back. */
export function targetOf(now: number, zone: string, move: ClockMove): number {
  const next = {
    hour: Math.floor(now / HOUR_MS + 1) * HOUR_MS,
    workday: workdayAfter(now, zone, 1),
    workday10: workdayAfter(now, zone, 10),
  };
  const target = move.to ?? (move.by === undefined ? next[move.next as keyof typeof next] : now + move.by);
  if (typeof target !== 'number' || !Number.isSafeInteger(target))
    throw new ControlError(400, 'to, by or next is needed');
  if (target < now) throw new ControlError(409, 'the clock does not go back');
  return target;
}

/** Jumps; redeliveries due on the way come first, each at its instant; gives the new now when the bot has ticked. */
export async function moveClock(box: SandboxContext, move: ClockMove): Promise<{ now: number }> {
  const now = await box.clock.moveTo(targetOf(box.clock.now(), box.zone, move));
  box.world.changed();
  return { now };
}

/** Tells pages and bot that the clock stands at a new instant; waits for the bot's answer, whatever it is. */
export async function announceTime(box: SandboxContext, now: number): Promise<void> {
  box.stream.publish({ type: 'clock', now });
  if (box.addresses.tick === undefined) return;
  await fetch(box.addresses.tick, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ now }),
    signal: AbortSignal.timeout(TICK_LIMIT_MS),
  }).then(
    (answer) => answer.arrayBuffer(),
    () => undefined, // a bot that is down is not the clock's concern
  );
}
