import { hash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Ahead, listen, type Part, type Prefix, readAhead } from '../../src/store/ledger/ahead.ts';
import { checkLine } from '../../src/store/ledger/chain.ts';
import { segmentName } from '../../src/store/ledger/journal.ts';
import { ledgerStore } from '../../src/store/ledger/ledger.ts';
import { StoreError } from '../../src/store/store.ts';
import { secretKey } from '../support/log-watch.ts';
import { Disk } from './disk.ts';
import { AT, at, commit, DIR, KEY, KINDS, type Risk, readAll, risk, stepsOf, storeOn } from './history.ts';

const SNAPSHOT = `${DIR}/db.json`;
const HEAD = `${DIR}/head.json`;
/** A store of several segments, its snapshot some lines behind: both ends of the chain are walked. */
async function closedStore(): Promise<Disk> {
  const disk = new Disk();
  const first = storeOn(disk, { segmentBytes: 1500 });
  await first.open();
  for (const step of stepsOf(first)) await step();
  await first.close();
  const snapshot = disk.bytes(SNAPSHOT);
  const second = storeOn(disk, { segmentBytes: 1500 });
  await second.open();
  for (let n = 0; n < 6; n++)
    await second.commit(commit(`more${n}`, { put: [risk(`m${n}`, 0)], at: at(100 + n) }));
  await second.close();
  disk.put(SNAPSHOT, snapshot);
  disk.names.delete(`${DIR}/db.previous.json`);
  return disk;
}

/** The work of the thread done in this one; it dies before it says `loss`. Notes what was said. */
const aheadOn =
  (disk: Disk, said: unknown[] = [], loss?: Part['what']): Ahead =>
  (of, onBlock) => {
    const { hear, over, ...reading } = listen(onBlock, () => {});
    let dead = false;
    void readAhead(disk, of, Buffer.alloc, (part) => {
      dead ||= part.what === loss;
      if (dead) return over();
      said.push(part.what === 'whole' ? part.whole : part.what === 'prefix' ? part.prefix?.seq : part.what);
      hear(part);
    });
    return reading;
  };

/** As a real thread does it: everything was said, line by line, before the start hears the first word. */
const aheadAtOnce =
  (disk: Disk): Ahead =>
  (of, onBlock) => {
    const { hear, over: _over, ...reading } = listen(onBlock, () => {});
    const said: Part[] = [];
    void readAhead(disk, of, Buffer.alloc, (part) => said.push(part)).then(() => {
      for (const part of said)
        if (part.what === 'block') for (const lines of linesOf(part.lines)) hear({ ...part, lines });
        else hear(part);
    });
    return reading;
  };

/** All that a start comes to: what the store says then, or how it was refused. */
async function startOf(disk: Disk, ahead?: Ahead, kinds = KINDS): Promise<string> {
  const copy = disk.copy();
  const store = storeOn(copy, { ahead, kinds });
  try {
    const { seq, hash, tornBytes, fromSnapshot } = await store.open();
    const history = [];
    for await (const change of store.history({ kind: 'risk', id: 'a' })) history.push(change);
    return JSON.stringify([seq, hash, tornBytes, fromSnapshot, await readAll(store), history]);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return `${error.code} ${error.message}`;
  } finally {
    await store.close();
  }
}
const segments = (disk: Disk): readonly string[] =>
  [...disk.names.keys()].filter((name) => name.includes('/ledger-')).toSorted();
const linesOf = (block: Buffer): readonly Buffer[] =>
  block
    .toString('latin1')
    .split(/(?<=\n)/)
    .map((line) => Buffer.from(line, 'latin1'));

describe('a start that another thread reads ahead of', () => {
  let disk: Disk;
  beforeAll(async () => {
    disk = await closedStore();
  });
  const flipped = (path: string, at: number): Disk => {
    const copy = disk.copy();
    const bytes = Buffer.from(copy.bytes(path));
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    copy.put(path, bytes);
    return copy;
  };

  it('comes to the same, and does not check those lines again', async () => {
    const said: unknown[] = [];
    expect(segments(disk).length).toBeGreaterThan(2);
    expect(await startOf(disk, aheadOn(disk, said))).toBe(await startOf(disk));
    const seq = JSON.parse(`${disk.bytes(SNAPSHOT).toString().split('\n')[0]?.slice(0, -1)}}`).seq;
    expect(said).toEqual(['block', true, seq]);
    // A line that was exchanged after the thread had read it is not looked at again.
    const later = flipped(segments(disk)[0] ?? '', 40);
    expect(await startOf(later)).toMatch(/^CORRUPT/);
    expect(await startOf(later, aheadOn(disk))).toBe(await startOf(disk));
  });

  it('comes to the same whichever byte of the ledger, the snapshot or the head is another', async () => {
    const outcomes = new Set<string>();
    for (const path of [...segments(disk), SNAPSHOT, HEAD])
      for (let at = 0; at < disk.bytes(path).length; at += 23) {
        const copy = flipped(path, at);
        const alone = await startOf(copy);
        expect(await startOf(copy, aheadOn(copy)), `${path} at ${at}`).toBe(alone);
        outcomes.add(/^[A-Z]+/.exec(alone)?.[0] ?? 'open');
      }
    expect([...outcomes].sort()).toEqual(['CORRUPT', 'TRUNCATED', 'open']);
  });

  it('comes to the same wherever the ledger or the snapshot ends, or a segment is gone', async () => {
    for (const path of [...segments(disk), SNAPSHOT]) {
      const whole = disk.bytes(path);
      for (let length = -1; length < whole.length; length += 61) {
        const copy = disk.copy();
        if (length < 0) copy.names.delete(path);
        else copy.put(path, Buffer.from(whole.subarray(0, length)));
        expect(await startOf(copy, aheadOn(copy)), `${path} to ${length}`).toBe(await startOf(copy));
      }
    }
  });

  it('comes to the same when a segment has another name, or one without lines lies between', async () => {
    const [, second = '', third = ''] = segments(disk);
    for (const name of [second, third]) {
      const first = Number(/\d{12}/.exec(name)?.[0]);
      const [renamed, empty] = [disk.copy(), disk.copy()];
      renamed.names.delete(name);
      renamed.put(`${DIR}/${segmentName(first + 1)}`, disk.bytes(name));
      empty.put(`${DIR}/${segmentName(first - 1)}`, Buffer.alloc(0));
      for (const copy of [renamed, empty]) {
        const alone = await startOf(copy);
        expect(alone).toMatch(/^MISSING/);
        expect(await startOf(copy, aheadOn(copy)), name).toBe(alone);
      }
    }
  });

  it('comes to the same when the head is older than the snapshot, of this ledger or of another', async () => {
    const second = linesOf(disk.bytes(segments(disk)[0] ?? ''))[1] ?? Buffer.alloc(0);
    const known = checkLine(second.subarray(0, -1), KEY)?.hash ?? '';
    const outcomes = [];
    for (const line of [known, 'e'.repeat(64)]) {
      const content = `{"seq":1,"hash":"${line}"`;
      const copy = disk.copy();
      copy.put(HEAD, Buffer.from(`${content},"sum":"${hash('sha256', content, 'hex')}"}\n`));
      const alone = await startOf(copy);
      expect(await startOf(copy, aheadOn(copy))).toBe(alone);
      outcomes.push(alone.slice(0, 7));
    }
    expect(outcomes).toEqual([(await startOf(disk)).slice(0, 7), 'CORRUPT']);
  });

  it('comes to the same when a block is refused and more of them are under way', async () => {
    // An index whose text is the same and that comes to something else now, as by a function that it calls.
    const unit = Object.assign((body: Risk) => `new ${body.unit}`, {
      toString: () => String(KINDS[0]?.indexes.unit),
    });
    const kinds = KINDS.map((spec) => ({
      ...spec,
      indexes: { ...spec.indexes, ...(spec.kind === 'risk' && { unit }) },
    }));
    expect(await startOf(disk, aheadAtOnce(disk))).toBe(await startOf(disk));
    const alone = await startOf(disk, undefined, kinds);
    expect(alone).toContain('new u1');
    expect(await startOf(disk, aheadAtOnce(disk), kinds)).toBe(alone);
  });

  it('comes to the same when the thread dies at any word', async () => {
    const alone = await startOf(disk);
    for (const loss of ['block', 'whole', 'prefix'] as const)
      expect(await startOf(disk, aheadOn(disk, [], loss)), loss).toBe(alone);
  });

  it('leaves nothing behind of what was read ahead', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    let kept: WeakRef<Prefix> | undefined;
    const noting: Ahead = (of, onBlock) => {
      const reading = aheadOn(disk)(of, onBlock);
      void reading?.prefix.then((prefix) => {
        kept = prefix && new WeakRef(prefix);
      });
      return reading;
    };
    const store = storeOn(disk.copy(), { ahead: noting });
    await store.open();
    await turn();
    collect();
    expect(kept).toBeDefined();
    expect(kept?.deref()).toBeUndefined();
    await store.close();
  });

  it('takes nothing of another history, another moment or under another key', async () => {
    const goOn = async (id: string): Promise<Disk> => {
      const copy = disk.copy();
      const store = storeOn(copy);
      await store.open();
      await store.commit(commit(id, { put: [risk(id, 0)], at: at(200) }));
      await store.close();
      return copy;
    };
    const [one, two] = [await goOn('x'), await goOn('y')];
    const alone = await startOf(one);
    expect(JSON.parse(alone)[3]).toBeGreaterThan(0);
    expect(await startOf(one, aheadOn(one))).toBe(alone);
    // A snapshot of the same number of lines, the last of which is another one.
    const mixed = one.copy();
    mixed.put(SNAPSHOT, two.bytes(SNAPSHOT));
    mixed.names.delete(`${DIR}/db.previous.json`);
    const replayed = await startOf(mixed);
    expect(JSON.parse(replayed)).toEqual([
      ...JSON.parse(alone).slice(0, 3),
      0,
      ...JSON.parse(alone).slice(4),
    ]);
    expect(await startOf(mixed, aheadOn(mixed))).toBe(replayed);
    // The thread saw a folder of which the newest snapshot is behind the start's.
    expect(await startOf(one, aheadOn(disk))).toBe(
      JSON.stringify(JSON.parse(alone).with(3, JSON.parse(await startOf(disk))[3])),
    );
    const wrong: Ahead = (of, onBlock) => aheadOn(one)({ ...of, key: secretKey(8) }, onBlock);
    expect(await startOf(one, wrong)).toBe(alone);
  });
});

/** The thread runs what the build made: Node starts no TypeScript in it. */
const BUILT = 'dist/src/store/ledger/apart.js';

describe.skipIf(!existsSync(BUILT))('the thread itself', () => {
  it('reads a folder on a real disk as a start without it does', async () => {
    const { aheadFrom } = (await import(
      pathToFileURL(BUILT).href
    )) as typeof import('../../src/store/ledger/apart.ts');
    const dir = mkdtempSync(join(tmpdir(), 'qingfeng-ahead-'));
    onTestFinished(() => rmSync(dir, { recursive: true }));
    const asked: boolean[] = [];
    const ahead =
      (worth: number): Ahead =>
      (of, onBlock) => {
        const reading = aheadFrom(worth)(of, onBlock);
        void reading?.prefix.then((prefix) => asked.push(prefix !== undefined));
        return reading;
      };
    const open = async (worth: number): Promise<string> => {
      const store = ledgerStore({ dir, key: KEY, kinds: KINDS, now: () => AT, ahead: ahead(worth) });
      const { fromSnapshot } = await store.open();
      if (fromSnapshot === 0) for (const step of stepsOf(store)) await step();
      const all = JSON.stringify([fromSnapshot, await readAll(store)]);
      await store.close();
      return all;
    };
    await open(1);
    const alone = await open(Number.POSITIVE_INFINITY);
    expect(asked).toEqual([]);
    expect(await open(1)).toBe(alone);
    expect(asked).toEqual([true]);
  });
});
