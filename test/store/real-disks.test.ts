import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ledgerStore } from '../../src/store/ledger/ledger.ts';
import { verifyFolder } from '../../src/store/ledger/verifier.ts';
import { codeOf } from '../contract/stage.ts';
import { startNode } from '../support/processes.ts';
import { image, makeImage, mounted, smallTmpfs, whyNot } from '../support/root.ts';
import { commit, KEY, KINDS, risk } from './history.ts';

const folder = mkdtempSync(join(tmpdir(), 'qingfeng-disk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const disk = join(folder, 'disk.img');
const CUTS = 3;
const MEGABYTES = 24;

const noTmpfs = await whyNot('a real full disk (D06) needs root', () =>
  mounted(smallTmpfs, async () => undefined),
);
const noLoop = await whyNot('real power cuts (D02) need root and a loop device', async () => {
  makeImage(disk, MEGABYTES);
  await mounted(image(disk), async () => undefined);
});

const storeIn = (dir: string) => ledgerStore({ dir, key: KEY, kinds: KINDS, snapshotEvery: 50 });
const idsIn = async (dir: string): Promise<ReadonlySet<string>> => {
  const store = storeIn(dir);
  await store.open();
  const found = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await store.list('risk', { limit: 500, ...(cursor === undefined ? {} : { cursor }) });
    for (const { id } of page.items) found.add(id);
    cursor = page.cursor;
  } while (cursor !== undefined);
  await store.close();
  return found;
};

describe('on a real disk', () => {
  it.skipIf(noTmpfs !== undefined)(
    'that is full nothing acknowledged is lost, and it heals by itself (D06)',
    () =>
      mounted(smallTmpfs, async (mount) => {
        const dir = join(mount, 'store');
        writeFileSync(join(mount, 'ballast'), Buffer.alloc(600_000));
        const store = storeIn(dir);
        await store.open();
        const acked: string[] = [];
        let refused = 0;
        for (let n = 0; n < 6_000 && refused < 20; n += 1) {
          const code = await codeOf(
            store.commit(commit(`r${n}`, { put: [{ ...risk(`x${n}`, 0), sealed: '付'.repeat(200) }] })),
          );
          if (code === undefined) acked.push(`x${n}`);
          else expect(code).toBe('STORAGE_FULL');
          if (code !== undefined) refused += 1;
        }
        expect(refused).toBe(20);
        expect(store.status().state).toBe('full');
        expect(await store.get({ kind: 'risk', id: acked[0] ?? '' })).toMatchObject({ rev: 1 });
        rmSync(join(mount, 'ballast'));
        await store.commit(commit('after', { put: [risk('after', 0)] }));
        expect(store.status().state).toBe('open');
        const modes = readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((f) =>
          statSync(join(dir, f)),
        );
        expect(modes.filter((s) => (s.mode & 0o777) !== (s.isDirectory() ? 0o700 : 0o600))).toEqual([]);
        await store.close();
        expect([...(await idsIn(dir))].sort()).toEqual([...acked, 'after'].sort());
      }),
  );

  it.skipIf(noLoop !== undefined)(
    `that loses its power ${CUTS} times keeps every acknowledged commit (D02)`,
    { timeout: 90_000 },
    async () => {
      for (let cut = 0; cut < CUTS; cut += 1) {
        const after = join(folder, `after-${cut}.img`);
        makeImage(disk, MEGABYTES);
        const acked = await mounted(image(disk), (mount) =>
          cutAfter(join(mount, 'store'), 60 + cut * 170, after),
        );
        expect(acked.length).toBeGreaterThan(20);
        await mounted(image(after), async (mount) => {
          const dir = join(mount, 'store');
          const found = await idsIn(dir);
          expect(acked.filter((id) => !found.has(id))).toEqual([]);
          expect(await verifyFolder(dir, { key: Buffer.from(KEY) })).toMatchObject({ ok: true });
        });
        rmSync(after);
      }
    },
  );
});

/**
 * Eight writers in a process of their own; after so many acknowledgements it stands still and the disk is copied as it
 * is at that moment: what the kernel has not written yet is not on it.
 */
async function cutAfter(dir: string, lines: number, copy: string): Promise<readonly string[]> {
  const child = startNode(['--import', 'tsx', resolve('test/store/killed.ts'), dir, 'cut']);
  let text = '';
  await new Promise<void>((stopped) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.split('\n').length > lines) stopped();
    });
  });
  child.kill('SIGSTOP');
  const acked = text
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.includes('-'));
  copyFileSync(disk, copy);
  child.kill('SIGKILL');
  await once(child, 'close');
  return acked;
}
