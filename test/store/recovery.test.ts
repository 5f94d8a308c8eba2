import { describe, expect, it } from 'vitest';
import { StoreError } from '../../src/store/store.ts';
import { secretKey } from '../support/log-watch.ts';
import { Disk } from './disk.ts';
import { AT, commit, DIR, KINDS, risk, stepsOf, storeOn } from './history.ts';

const FIRST = `${DIR}/ledger-000000000000.jsonl`;

async function made(options = {}): Promise<Disk> {
  const disk = new Disk();
  const store = storeOn(disk, options);
  await store.open();
  for (const step of stepsOf(store)) await step();
  await store.close();
  return disk;
}

/** Every name and byte, to see that a refusal changed nothing. */
const contents = (disk: Disk): string =>
  JSON.stringify([...disk.names.keys()].sort().map((name) => [name, disk.bytes(name).toString('base64')]));

/** What each refusal says besides what it found: the way back. */
const WHAT_TO_DO = /npm run verify|restore (keys\/ from )?a backup|is the volume mounted/i;

async function refusal(disk: Disk, options = {}): Promise<string | undefined> {
  const before = contents(disk);
  const thrown: unknown = await storeOn(disk, options)
    .open()
    .catch((error: unknown) => error);
  expect(contents(disk), 'a refused start changes nothing').toBe(before);
  if (!(thrown instanceof StoreError)) throw new Error(`no refusal: ${String(thrown)}`);
  expect(thrown.message, thrown.code).toMatch(WHAT_TO_DO);
  return thrown.code;
}

/** What an odd hand, a full disk or another program may leave in place of the ledger. */
const ODD: Readonly<Record<string, (whole: Buffer) => Buffer>> = {
  empty: () => Buffer.alloc(0),
  'cut in line 0': (whole) => whole.subarray(0, 40),
  'four kilobytes of zeros': () => Buffer.alloc(4096),
  'a byte order mark': (whole) => Buffer.concat([Buffer.from('\ufeff'), whole]),
  'two ledgers in a row': (whole) => Buffer.concat([whole, whole]),
  null: () => Buffer.from('null'),
  zero: () => Buffer.from('0\n'),
  'an empty text': () => Buffer.from('""'),
  'an empty list': () => Buffer.from('[]\n'),
  text: () => Buffer.from('"abc"\n'),
  'invalid UTF-8': (whole) => Buffer.concat([Buffer.from([0xff, 0xfe]), whole]),
  'doubled keys': () => Buffer.from('{"v":1,"seq":0,"seq":0,"prev":"","prev":""}\n'),
  'another database': () => Buffer.from('{"risks":[],"users":[]}\n'),
};

describe('a damaged, empty, foreign or missing file never becomes a new store (D10)', () => {
  for (const [name, change] of Object.entries(ODD)) {
    it(`ledger: ${name}`, async () => {
      for (const head of [true, false]) {
        const disk = await made();
        disk.put(FIRST, change(disk.bytes(FIRST)));
        for (const file of ['head.json', 'db.json']) if (!head) disk.names.delete(`${DIR}/${file}`);
        expect(['CORRUPT', 'TRUNCATED']).toContain(await refusal(disk));
      }
    });
  }

  it('the ledger is gone, all of it, its beginning, its middle or its end', async () => {
    const disk = await made({ segmentBytes: 600 });
    const segments = [...disk.names.keys()].filter((name) => name.includes('ledger-')).sort();
    expect(segments.length).toBeGreaterThan(3);
    const without = async (...gone: readonly string[]) => {
      const copy = disk.copy();
      for (const name of gone) copy.names.delete(name);
      return refusal(copy);
    };
    expect(await without(...segments)).toBe('MISSING');
    expect(await without(segments[0] ?? '')).toBe('MISSING');
    expect(await without(segments[1] ?? '')).toBe('MISSING');
    expect(await without(segments.at(-1) ?? '')).toBe('TRUNCATED');
  });

  it('STORE_ID is gone, damaged, or of another store', async () => {
    const disk = await made();
    const other = await made();
    const marker = `${DIR}/STORE_ID`;
    const gone = disk.copy();
    gone.names.delete(marker);
    expect(await refusal(gone)).toBe('CORRUPT');
    disk.put(marker, Buffer.from('{}'));
    expect(await refusal(disk)).toBe('CORRUPT');
    disk.put(marker, other.bytes(marker));
    expect(await refusal(disk)).toBe('CORRUPT');
  });

  it('a folder that holds something else is left alone', async () => {
    for (const name of ['db.json', 'notes.txt', 'ledger-000000000000.jsonl']) {
      const disk = new Disk();
      await disk.folder(DIR);
      disk.put(`${DIR}/${name}`, Buffer.from('{}'));
      expect(await refusal(disk)).toBe('CORRUPT');
    }
  });

  it('a key without its store: an empty or absent folder is a volume that is not mounted', async () => {
    const absent = new Disk();
    expect(await refusal(absent, { mayMake: false })).toBe('MISSING');
    await absent.folder(DIR);
    expect(await refusal(absent, { mayMake: false })).toBe('MISSING');
  });

  it('a record key is gone: nobody starts without it unawares, but it can be put on record', async () => {
    const disk = await made();
    const key = [...disk.names.keys()].find((name) => name.startsWith(`${DIR}/keys/`));
    disk.names.delete(key ?? '');
    expect(await refusal(disk)).toBe('MISSING');
    const store = storeOn(disk, { acceptLostKeys: true });
    await store.open();
    expect(await store.get({ kind: 'risk', id: 'a' })).toMatchObject({ rev: 3, erasedAt: AT });
    await store.close();
    expect(await storeOn(disk).open()).toMatchObject({ seq: 10 });
  });

  it('head.json knows another line than the ledger', async () => {
    const [disk, other] = [await made(), await made()];
    const store = storeOn(disk);
    await store.open();
    await store.commit(commit('more', { put: [risk('z', 0)] }));
    await store.close();
    disk.put(`${DIR}/head.json`, other.bytes(`${DIR}/head.json`));
    expect(await refusal(disk)).toBe('CORRUPT');
  });

  it('a segment ends in a damaged line and an empty one follows it', async () => {
    const disk = await made({ segmentBytes: 600 });
    const [, second = '', ...later] = [...disk.names.keys()].filter((n) => n.includes('ledger-')).sort();
    for (const name of [...later, `${DIR}/head.json`, `${DIR}/db.json`]) disk.names.delete(name);
    disk.put(FIRST, disk.bytes(FIRST).subarray(0, -3));
    disk.put(second, Buffer.alloc(0));
    expect(await refusal(disk)).toBe('CORRUPT');
  });

  it('another key says so in words', async () => {
    const disk = await made();
    const store = storeOn(disk, { key: secretKey(8) });
    await expect(store.open()).rejects.toMatchObject({
      code: 'CORRUPT',
      message: expect.stringContaining('wrong key'),
    });
  });
});

describe('lines that are whole but not in order (T01)', () => {
  const linesOf = (disk: Disk): string[] => disk.bytes(FIRST).toString('latin1').split('\n').slice(0, -1);
  const changes: Readonly<Record<string, (lines: string[]) => string[]>> = {
    'one taken out': (lines) => lines.filter((_, at) => at !== 3),
    'two exchanged': ([a = '', b = '', c = '', ...rest]) => [a, c, b, ...rest],
    'one doubled': ([a = '', b = '', ...rest]) => [a, b, b, ...rest],
    'something put between': ([a = '', ...rest]) => [a, 'x', ...rest],
    'one of another store': (lines) => lines,
  };
  for (const [name, change] of Object.entries(changes)) {
    it(name, async () => {
      const disk = await made();
      const lines = change(linesOf(disk));
      if (name === 'one of another store') lines[4] = linesOf(await made())[4] ?? '';
      disk.put(FIRST, Buffer.from(`${lines.join('\n')}\n`, 'latin1'));
      expect(await refusal(disk)).toBe('CORRUPT');
    });
  }
});

describe('a making that was interrupted', () => {
  it('is begun again, but only while nothing was committed', async () => {
    const disk = new Disk();
    await disk.folder(DIR);
    disk.put(`${DIR}/STORE_ID.new`, Buffer.from('{"format'));
    disk.put(FIRST, Buffer.from('{"v":1,"seq":0,'));
    const store = storeOn(disk);
    expect(await store.open()).toMatchObject({ seq: 0 });
    await store.commit(commit('r1', { put: [risk('a', 0)] }));
    await store.close();
    expect(await storeOn(disk).open()).toMatchObject({ seq: 1 });
  });

  it('a fresh volume may hold lost+found', async () => {
    const disk = new Disk();
    await disk.folder(DIR);
    await disk.folder(`${DIR}/lost+found`);
    expect(await storeOn(disk, { kinds: KINDS }).open()).toMatchObject({ seq: 0 });
  });
});

describe('a backup that is taken while the store works (D12)', () => {
  it('is a beginning of the history that verifies, wherever the copy began', async () => {
    const seqs = new Set<number>();
    for (let n = 40; ; n += 3) {
      const disk = new Disk();
      const backup = new Disk();
      const copy = (part: string): void => {
        for (const name of disk.names.keys())
          if (name.startsWith(`${DIR}/${part}`)) backup.put(name, disk.bytes(name));
      };
      // As the backup rule says: the ledger first, the keys some time later.
      disk.fault = (_call, _path, nth) => {
        for (const part of nth === n ? ['STORE_ID', 'ledger-'] : []) copy(part);
        if (nth === n + 9) copy('keys/');
        return undefined;
      };
      const store = storeOn(disk);
      await store.open();
      for (const step of stepsOf(store)) await step();
      disk.fault = undefined;
      if (n + 9 > disk.calls) copy('keys/');
      const ended = n > disk.calls;
      await store.close();
      if (ended) break;
      await backup.folder(DIR);
      await backup.folder(`${DIR}/keys`);
      const restored = storeOn(backup, { acceptLostKeys: true });
      seqs.add((await restored.open()).seq);
      for (const doc of (await restored.list('risk', { limit: 9 })).items) expect(doc.rev).toBeGreaterThan(0);
      await restored.close();
    }
    expect(seqs.size).toBeGreaterThan(5);
  });
});
