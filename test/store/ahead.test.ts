import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Ahead, Prefix } from '../../src/store/ledger/ahead.ts';
import { checkLine } from '../../src/store/ledger/chain.ts';
import { segmentName } from '../../src/store/ledger/journal.ts';
import { secretKey } from '../support/log-watch.ts';
import { aheadAtOnce, aheadOn, closedStore, flipped, linesOf, SNAPSHOT, segments, startOf } from './ahead.ts';
import { Disk } from './disk.ts';
import { at, commit, DIR, KEY, KINDS, type Risk, risk, storeOn } from './history.ts';

const HEAD = `${DIR}/head.json`;
describe('a start that another thread reads ahead of', () => {
  let disk: Disk;
  beforeAll(async () => {
    disk = await closedStore();
  });
  it('comes to the same, and does not check those lines again', async () => {
    const said: unknown[] = [];
    expect(segments(disk).length).toBeGreaterThan(2);
    expect(await startOf(disk, aheadOn(disk, said))).toBe(await startOf(disk));
    const seq = JSON.parse(`${disk.bytes(SNAPSHOT).toString().split('\n')[0]?.slice(0, -1)}}`).seq;
    expect(said).toEqual(['block', true, seq]);
    // A line that was exchanged after the thread had read it is not looked at again.
    const later = flipped(disk, segments(disk)[0] ?? '', 40);
    expect(await startOf(later)).toMatch(/^CORRUPT/);
    expect(await startOf(later, aheadOn(disk))).toBe(await startOf(disk));
  });

  it('comes to the same whichever byte of the ledger, the snapshot or the head is another', async () => {
    const outcomes = new Set<string>();
    for (const path of [...segments(disk), SNAPSHOT, HEAD])
      for (let at = 0; at < disk.bytes(path).length; at += 23) {
        const copy = flipped(disk, path, at);
        const alone = await startOf(copy);
        expect(await startOf(copy, aheadOn(copy)), `${path} at ${at}`).toBe(alone);
        outcomes.add(/^[A-Z]+/.exec(alone)?.[0] ?? 'open');
      }
    expect([...outcomes].sort()).toEqual(['CORRUPT', 'TRUNCATED', 'open']);
  });

  it('follows no chain for a snapshot that is not as it was written', async () => {
    const copy = flipped(disk, SNAPSHOT, disk.bytes(SNAPSHOT).length - 10);
    const said: unknown[] = [];
    expect(await startOf(copy, aheadOn(copy, said))).toBe(await startOf(copy));
    expect(said).toEqual(['block', false, undefined]);
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

  it('comes to the same at whichever line the snapshot stands and whatever the ledger ends in', async () => {
    const grown = new Disk();
    const snapshots: Buffer[] = [];
    for (let n = 0; n < 7; n++) {
      const store = storeOn(grown, { segmentBytes: 1000 });
      await store.open();
      if (n > 0) await store.commit(commit(`n${n}`, { put: [risk(`n${n}`, 0)], at: at(n) }));
      await store.close();
      snapshots.push(n > 0 ? grown.bytes(SNAPSHOT) : Buffer.alloc(0));
    }
    grown.names.delete(`${DIR}/db.previous.json`);
    expect(segments(grown).map((name) => Number(/\d{12}/.exec(name)?.[0]))).toEqual([0, 3, 6]);
    const last = segments(grown).at(-1) ?? '';
    const ends: Readonly<Record<string, (copy: Disk) => void>> = {
      whole: () => {},
      torn: (copy) => copy.put(last, grown.bytes(last).subarray(0, -1)),
      more: (copy) => copy.put(last, Buffer.concat([grown.bytes(last), Buffer.from('{"v":1\nx')])),
      begun: (copy) => copy.put(`${DIR}/${segmentName(7)}`, Buffer.alloc(0)),
      skipped: (copy) => copy.put(`${DIR}/${segmentName(8)}`, Buffer.alloc(0)),
      tornBefore: (copy) => {
        copy.put(`${DIR}/${segmentName(7)}`, Buffer.alloc(0));
        copy.put(last, grown.bytes(last).subarray(0, -1));
      },
    };
    const outcomes: Record<string, Set<string>> = {};
    for (const [name, end] of Object.entries(ends))
      for (const [seq, snapshot] of snapshots.entries())
        for (const place of [SNAPSHOT, `${DIR}/db.previous.json`]) {
          const copy = grown.copy();
          copy.names.delete(SNAPSHOT);
          copy.names.delete(HEAD);
          copy.put(place, snapshot);
          end(copy);
          const alone = await startOf(copy);
          expect(await startOf(copy, aheadOn(copy)), `${name} ${place} at ${seq}`).toBe(alone);
          const outcome = alone.startsWith('[') ? `torn ${JSON.parse(alone)[2] > 0}` : alone.slice(0, 7);
          outcomes[name] = (outcomes[name] ?? new Set()).add(outcome);
        }
    expect(outcomes).toEqual({
      whole: new Set(['torn false']),
      torn: new Set(['torn true']),
      more: new Set(['torn true']),
      begun: new Set(['torn false']),
      skipped: new Set(['MISSING']),
      tornBefore: new Set(['CORRUPT']),
    });
  });

  it('comes to the same from a snapshot of the first version', async () => {
    const golden = 'test/store/golden/v1';
    const earlier = new Disk();
    for (const folder of [DIR, `${DIR}/keys`]) await earlier.folder(folder);
    for (const file of readdirSync(golden, { recursive: true, withFileTypes: true }))
      if (file.isFile()) {
        const path = join(file.parentPath, file.name);
        earlier.put(path.replace(golden, DIR), readFileSync(path));
      }
    const said: unknown[] = [];
    const alone = await startOf(earlier);
    expect(await startOf(earlier, aheadOn(earlier, said))).toBe(alone);
    expect(JSON.parse(alone)[3]).toBe(9);
    expect(said).toEqual(['block', true, 9]);
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
    const noting: Ahead = (of) => {
      const reading = aheadOn(disk)(of);
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
    const wrong: Ahead = (of) => aheadOn(one)({ ...of, key: secretKey(8) });
    expect(await startOf(one, wrong)).toBe(alone);
  });
});
