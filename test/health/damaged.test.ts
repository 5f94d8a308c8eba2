import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXIT_CONFIG } from '../../src/config.ts';
import type { RunningSandbox } from '../../src/sandbox/server.ts';
import { botEnv, freshFolder, startChild, startFeishu, startHere } from './stage.ts';

let sandbox: RunningSandbox;
const whole = freshFolder();
beforeAll(async () => {
  sandbox = await startFeishu();
  const bot = await startHere(sandbox, whole);
  await bot.close();
});
afterAll(() => sandbox.close());

const LEDGER = 'ledger-000000000000.jsonl';
/** What befell the folder, and what a start on it says besides what it found. */
const DAMAGES: readonly (readonly [string, string, (dir: string) => void])[] = [
  [
    'a flipped byte in the middle',
    'CORRUPT',
    (dir) => {
      const bytes = readFileSync(join(dir, LEDGER));
      const middle = bytes.length >> 1;
      bytes[middle] = (bytes[middle] ?? 0) ^ 1;
      writeFileSync(join(dir, LEDGER), bytes);
    },
  ],
  ['a ledger that is gone', 'MISSING', (dir) => rmSync(join(dir, LEDGER))],
  [
    'an end that is gone',
    'TRUNCATED',
    (dir) => {
      const lines = readFileSync(join(dir, LEDGER), 'utf8').split('\n');
      writeFileSync(join(dir, LEDGER), `${lines.slice(0, 2).join('\n')}\n`);
    },
  ],
  [
    'a marker of another store',
    'CORRUPT',
    (dir) => {
      const marker = readFileSync(join(dir, 'STORE_ID'), 'utf8');
      writeFileSync(join(dir, 'STORE_ID'), marker.replace(/[0-9a-f]{32}/, 'a'.repeat(32)));
    },
  ],
  [
    'keys that are gone',
    'MISSING',
    (dir) => {
      for (const name of readdirSync(join(dir, 'keys'))) rmSync(join(dir, 'keys', name));
    },
  ],
];

const damaged = (damage: (dir: string) => void): string => {
  const dir = freshFolder();
  cpSync(dirname(whole), dirname(dir), { recursive: true });
  damage(dir);
  return dir;
};
const WHAT_TO_DO = '(npm run verify|restore (keys/ from )?a backup)';

it.each(DAMAGES)(
  'D10: a start on %s says %s and what to do, and changes nothing',
  async (_, code, damage) => {
    const dir = damaged(damage);
    const left = readdirSync(dirname(dir), { recursive: true }).sort();
    const refused = startHere(sandbox, dir);
    await expect(refused).rejects.toMatchObject({
      code,
      message: expect.stringMatching(new RegExp(WHAT_TO_DO, 'i')),
    });
    expect(readdirSync(dirname(dir), { recursive: true }).sort()).toEqual(left);
  },
);

it('D10: the process ends with 78 then and prints it', { timeout: 60_000 }, async () => {
  const refused = startChild(botEnv(sandbox, damaged(DAMAGES[0]?.[2] ?? (() => {}))));
  await expect(refused).rejects.toThrow(
    new RegExp(`ended with ${EXIT_CONFIG}: [^]*CORRUPT: .+${WHAT_TO_DO}`, 'i'),
  );
});
