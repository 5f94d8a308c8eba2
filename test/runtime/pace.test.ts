import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refusedOf, run } from '../../bench/broadcast.ts';

describe('the outbox and Feishu’s limits (O06)', () => {
  it('the yardstick sees a 51st message of a second and a 1001st of a minute', () => {
    const even = (n: number, ms: number) => Array.from({ length: n }, (_, i) => i * ms);
    expect(refusedOf(even(50, 1))).toBe(0);
    expect(refusedOf(even(51, 1))).toBe(1);
    expect(refusedOf(even(1000, 59))).toBe(0);
    expect(refusedOf(even(1001, 59))).toBe(1);
  });
  it('2,500 people hear of something at 95 % of the allowed rate or more, and nothing is refused', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'qingfeng-'));
    const { sent, twice, refused, share } = await run({ dir, people: 2_500 });
    rmSync(dir, { recursive: true, force: true });
    expect({ sent, twice, refused }).toEqual({ sent: 2_500, twice: 0, refused: 0 });
    expect(share).toBeGreaterThanOrEqual(0.95);
  });
});
