import { describe, expect, it } from 'vitest';
import { type Attempt, supervise } from '../../src/feishu/supervisor.ts';

/** A clock that is moved by hand, with the timers that hang on it. */
function handClock() {
  let now = 0;
  let due: Array<{ at: number; run: () => void }> = [];
  return {
    clock: () => now,
    timers: {
      after(ms: number, run: () => void) {
        const entry = { at: now + ms, run };
        due.push(entry);
        return () => {
          due = due.filter((d) => d !== entry);
        };
      },
    },
    pass(ms: number) {
      for (const end = now + ms; ; ) {
        const next = due.filter((d) => d.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) {
          now = end;
          return;
        }
        now = next.at;
        due = due.filter((d) => d !== next);
        next.run();
      }
    },
    waiting: () => due.length,
  };
}
function world(state: () => ReturnType<Attempt['state']>) {
  const hand = handClock();
  const log = { started: [] as number[], closed: 0, connected: 0 };
  const supervised = supervise({
    connect: () => {
      log.started.push(hand.clock());
      return {
        state,
        close: () => {
          log.closed += 1;
        },
      };
    },
    onConnected: () => {
      log.connected += 1;
    },
    timers: hand.timers,
    clock: hand.clock,
    random: () => 1,
  });
  return { hand, log, supervised };
}

describe('supervisor', () => {
  it('waits longer each time, up to half a minute, and throws every try away', () => {
    const { hand, log } = world(() => 'lost');
    hand.pass(200_000);
    const gaps = log.started.map((at, i) => at - (log.started[i - 1] ?? 0)).slice(1, 8);
    expect(gaps).toEqual([2_000, 3_000, 5_000, 9_000, 17_000, 31_000, 31_000]);
    expect(log.closed).toBeGreaterThanOrEqual(log.started.length - 1);
  });
  it('comes back within 60 s after an hour without network', () => {
    let up = false;
    const { hand, log, supervised } = world(() => (up ? 'connected' : 'lost'));
    hand.pass(3_600_000);
    expect(supervised.status().downMs).toBe(3_600_000);
    up = true;
    hand.pass(60_000);
    expect([log.connected, supervised.status().state, supervised.status().downMs]).toEqual([
      1,
      'connected',
      0,
    ]);
  });
  it('gives up a try that hangs', () => {
    const { hand, log } = world(() => 'connecting');
    hand.pass(30_000);
    expect(log.started.length).toBe(2);
  });
  it('counts the time without connection from the loss', () => {
    let state: 'connected' | 'lost' = 'connected';
    const { hand, supervised } = world(() => state);
    hand.pass(500_000);
    state = 'lost';
    hand.pass(121_000);
    expect(supervised.status().downMs).toBeGreaterThanOrEqual(120_000);
    expect(supervised.status().downMs).toBeLessThanOrEqual(121_000);
  });
  it('begins with short waits again once a connection has held for half a minute, and only then', () => {
    const gapAfter = (heldMs: number): number => {
      let state: 'connected' | 'lost' = 'lost';
      const { hand, log } = world(() => state);
      hand.pass(300_000);
      state = 'connected';
      // Until the next try, and on until it has held so long.
      hand.pass(32_000);
      const since = log.started.at(-1) ?? 0;
      hand.pass(Math.max(0, since + heldMs - hand.clock()));
      state = 'lost';
      const lostAt = hand.clock();
      const tries = log.started.length;
      while (log.started.length === tries) hand.pass(500);
      return (log.started.at(-1) ?? 0) - lostAt;
    };
    expect(gapAfter(120_000)).toBeLessThanOrEqual(3_000);
    expect(gapAfter(0)).toBeGreaterThan(10_000);
  });
  it('stops for good when closed', () => {
    const { hand, log, supervised } = world(() => 'connected');
    hand.pass(1_000);
    supervised.close();
    expect([hand.waiting(), log.closed, supervised.status().state]).toEqual([0, 1, 'closed']);
  });
});
