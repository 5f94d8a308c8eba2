import { describe, expect, it } from 'vitest';
import { MessengerError } from '../../src/feishu/messenger.ts';
import { tokenCache } from '../../src/feishu/token.ts';

const MINUTE = 60_000;
/** Tokens t1, t2 … that hold two hours each; `fails` makes the next requests fail. */
function cache() {
  const world = { now: 0, asked: 0, fails: undefined as unknown };
  const tokens = tokenCache({
    now: () => world.now,
    fetch: async () => {
      world.asked += 1;
      if (world.fails) throw world.fails;
      return { value: `t${world.asked}`, expiresAt: world.now + 120 * MINUTE };
    },
  });
  return { world, tokens };
}

describe('token cache', () => {
  it('lets many callers share one request', async () => {
    const { world, tokens } = cache();
    expect(new Set(await Promise.all(Array.from({ length: 50 }, () => tokens.get())))).toEqual(
      new Set(['t1']),
    );
    expect(world.asked).toBe(1);
  });
  it('drops only the token that was refused', async () => {
    const { world, tokens } = cache();
    await tokens.get();
    tokens.drop('t1');
    expect(await tokens.get()).toBe('t2');
    tokens.drop('t1');
    expect([await tokens.get(), world.asked]).toEqual(['t2', 2]);
  });
  it('goes on with the old token while it holds and no new one can be had', async () => {
    const { world, tokens } = cache();
    await tokens.get();
    world.fails = new Error('x');
    world.now = 115 * MINUTE;
    expect(await tokens.get()).toBe('t1');
    world.now = 120 * MINUTE;
    await expect(tokens.get()).rejects.toMatchObject({ name: 'MessengerError', fault: 'again' });
  });
  it('asks again after a failure, and never calls it unknown: nothing was sent', async () => {
    const { world, tokens } = cache();
    for (const [thrown, fault, waitMs] of [
      [new MessengerError('unknown', 0, 'x'), 'again', 0],
      [new MessengerError('permanent', 10015, 'x'), 'again', 0],
      [new MessengerError('slow', 99991400, 'x', 7_000), 'slow', 7_000],
    ] as const) {
      world.fails = thrown;
      await expect(tokens.get()).rejects.toMatchObject({ fault, code: thrown.code, waitMs });
    }
    world.fails = undefined;
    expect([await tokens.get(), world.asked]).toEqual(['t4', 4]);
  });
});

it.each([
  ['a gateway’s 5xx, whatever code it carries, is no answer to whoever sends', 'unknown', 2200, 0],
  ['a refusal of the app keeps its code', 'permanent', 10015, 10015],
] as const)('a token that can’t be had: %s', async (_what, came, code, told) => {
  const fetch = async () => {
    throw new MessengerError(came, code, 'told');
  };
  const thrown = tokenCache({ fetch, now: () => 0 }).get();
  await expect(thrown).rejects.toMatchObject({ fault: 'again', code: told });
});
