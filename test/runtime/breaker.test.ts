import { describe, expect, it } from 'vitest';
import { MessengerError, type MessengerFault } from '../../src/feishu/messenger.ts';
import { breaker } from '../../src/runtime/breaker.ts';

/** What room there is after ten calls that came to this, with nobody answering the question either. */
async function roomAfter(fault: MessengerFault, code: number): Promise<number> {
  const line = breaker(async () => {
    throw new MessengerError('again', 0, 'no answer');
  });
  for (let n = 0; n < 10; n += 1) line.heard(new MessengerError(fault, code, 'told'));
  return line.room(0, 10);
}

describe('ten calls in a row', () => {
  it.each([
    ['again', 0],
    ['unknown', 0],
    // A gateway in front of what is down.
    ['unknown', 2200],
  ] as const)('that come to %s, code %i, are silence: no row is tried', async (fault, code) =>
    expect(await roomAfter(fault, code)).toBe(0),
  );
  it.each([
    ['again', 99991672],
    ['slow', 99991400],
    ['permanent', 230013],
  ] as const)('that come to %s, code %i, were answered: rows go on', async (fault, code) =>
    expect(await roomAfter(fault, code)).toBe(10),
  );
  it('and an answered question lets one row go, then all', async () => {
    const line = breaker(async () => {
      throw new MessengerError('again', 99991672, 'no scope');
    });
    for (let n = 0; n < 10; n += 1) line.heard(new MessengerError('unknown', 0, 'lost'));
    expect(await line.room(0, 10)).toBe(1);
    line.heard(new MessengerError('again', 99991672, 'no scope'));
    expect(await line.room(0, 10)).toBe(10);
  });
});
