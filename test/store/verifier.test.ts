import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeLine, NO_LINE } from '../../src/store/ledger/chain.ts';
import { ledgerStore } from '../../src/store/ledger/ledger.ts';
import { type Anchor, verifyFolder } from '../../src/store/ledger/verifier.ts';
import { secretKey } from '../support/log-watch.ts';
import { commit, KEY, KINDS, risk, stepsOf } from './history.ts';

let folder: string;
let dir: string;
let anchor: Anchor;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingfeng-verify-'));
  dir = join(folder, 'data');
  const store = ledgerStore({ dir, key: KEY, kinds: KINDS, segmentBytes: 1500 });
  await store.open();
  for (const step of stepsOf(store)) await step();
  const { seq, hash } = await store.commit(commit('last', { put: [{ ...risk('z', 0), sealed: '汉字' }] }));
  anchor = { seq, hash };
  await store.close();
  await rm(join(dir, 'head.json'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const FIRST = 'ledger-000000000000.jsonl';
const edit = async (change: (text: string) => string): Promise<void> => {
  const path = join(dir, FIRST);
  await writeFile(path, change(await readFile(path, 'latin1')), 'latin1');
};

/** Writes the first segment anew with correct sums, as somebody with the disk and another key would. */
async function rewrite(change: (json: string) => string, key: Buffer): Promise<void> {
  let prev = NO_LINE;
  const lines = (await readFile(join(dir, FIRST), 'utf8')).split('\n').filter(Boolean);
  const bytes = lines.map((line) => {
    const { h: _h, m: _m, ...rest } = JSON.parse(change(line)) as Record<string, unknown>;
    const closed = closeLine(JSON.stringify({ ...rest, prev }), key);
    prev = closed.hash;
    return closed.bytes;
  });
  await writeFile(join(dir, FIRST), Buffer.concat(bytes));
}

describe('the verifier (T01, T02)', () => {
  it('accepts what the store wrote, over several segments, with and without the key', async () => {
    expect(await verifyFolder(dir)).toEqual({ ok: true, ...anchor });
    expect(await verifyFolder(dir, { key: KEY, anchors: [anchor] })).toEqual({ ok: true, ...anchor });
  });

  it('names the first line that was changed, taken out or exchanged', async () => {
    const change = (from: string, to: string) => edit((text) => text.replace(from, to));
    await change('"by":"ou_li"', '"by":"ou_wu"');
    expect(await verifyFolder(dir)).toMatchObject({
      ok: false,
      firstBad: 1,
      why: expect.stringContaining('changed'),
    });
    await change('"by":"ou_wu"', '"by":"ou_li"');
    expect(await verifyFolder(dir)).toMatchObject({ ok: true });
    await edit((text) =>
      text
        .split('\n')
        .filter((_, at) => at !== 1)
        .join('\n'),
    );
    expect(await verifyFolder(dir)).toMatchObject({ ok: false, firstBad: 1 });
  });

  it('names the first line that does not continue the one before it, or has another number, though its own sums hold', async () => {
    const path = join(dir, FIRST);
    const whole = await readFile(path, 'utf8');
    /** One line written anew with right sums of its own; the others stay as they are. */
    const anew = async (at: number, change: (line: Record<string, unknown>) => object): Promise<void> => {
      const lines = whole.split('\n');
      const { h: _h, m: _m, ...rest } = JSON.parse(lines[at] ?? '') as Record<string, unknown>;
      const { bytes } = closeLine(JSON.stringify(change(rest)), KEY);
      lines[at] = bytes.toString('utf8').trimEnd();
      await writeFile(path, lines.join('\n'));
    };
    await anew(1, (line) => ({ ...line, by: 'ou_wu' }));
    for (const key of [undefined, KEY])
      expect(await verifyFolder(dir, key ? { key } : {})).toMatchObject({
        ok: false,
        firstBad: 2,
        why: expect.stringContaining('does not continue'),
      });
    await anew(1, (line) => ({ ...line, seq: 7 }));
    expect(await verifyFolder(dir, { key: KEY })).toMatchObject({
      ok: false,
      firstBad: 1,
      why: expect.stringContaining('has the number 7'),
    });
  });

  it('finds a file that has another name, or one too many, as the next start does', async () => {
    const names = (await readdir(dir)).filter((name) => /^ledger-/.test(name)).sort();
    const [, second = '', third = ''] = names;
    const of = (name: string): number => Number(/\d{12}/.exec(name)?.[0]);
    const named = (first: number): string => `ledger-${String(first).padStart(12, '0')}.jsonl`;
    const refused = async (): Promise<void> => {
      const store = ledgerStore({ dir, key: KEY, kinds: KINDS });
      await expect(store.open()).rejects.toMatchObject({ code: 'MISSING' });
    };
    await rename(join(dir, second), join(dir, named(of(second) + 1)));
    expect(await verifyFolder(dir)).toMatchObject({ ok: false, firstBad: of(second) });
    await refused();
    await rename(join(dir, named(of(second) + 1)), join(dir, second));
    await writeFile(join(dir, named(of(third) - 1)), '');
    expect(await verifyFolder(dir)).toMatchObject({ ok: false, firstBad: of(third) });
    await refused();
    // Of a running store only what it had written by then is read.
    expect(await verifyFolder(dir, { until: of(second) })).toMatchObject({ ok: true });
  });

  it('finds a lost end by an anchor', async () => {
    expect(await verifyFolder(dir, { anchors: [{ seq: anchor.seq + 1, hash: anchor.hash }] })).toMatchObject({
      ok: false,
      firstBad: anchor.seq + 1,
    });
    await edit((text) => text.slice(0, -10));
    expect(await verifyFolder(dir)).toMatchObject({ ok: false });
  });

  it('finds a whole history written anew: by the key, and by an anchor without the key', async () => {
    const { hash } = JSON.parse(JSON.stringify(anchor)) as Anchor;
    for (const name of (await import('node:fs')).readdirSync(dir)) {
      if (/^ledger-/.test(name) && name !== FIRST) await rm(join(dir, name));
    }
    const before = await verifyFolder(dir, { key: KEY });
    if (!before.ok) throw new Error(before.why);
    await rewrite((json) => json.replaceAll('ou_li', 'ou_wu'), secretKey(9));
    expect(await verifyFolder(dir)).toMatchObject({ ok: true });
    expect(await verifyFolder(dir, { key: KEY })).toMatchObject({
      ok: false,
      firstBad: 0,
      why: expect.stringContaining('key'),
    });
    expect(await verifyFolder(dir, { anchors: [{ seq: before.seq, hash: before.hash }] })).toMatchObject({
      ok: false,
      firstBad: before.seq,
    });
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('imports nothing but Node, so that it can be copied away', async () => {
    const source = await readFile('src/store/ledger/verifier.ts', 'utf8');
    const imports = [...source.matchAll(/from '([^']+)'/g)].map(([, from]) => from);
    expect(imports.length).toBeGreaterThan(2);
    expect(imports.every((from) => from?.startsWith('node:'))).toBe(true);
  });
});
