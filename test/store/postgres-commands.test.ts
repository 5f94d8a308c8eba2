import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { run as runExport } from '../../src/commands/export.ts';
import { run as runImport } from '../../src/commands/import.ts';
import { ConfigError } from '../../src/config.ts';
import { openStore } from '../../src/store/open.ts';
import { clear, NO_SERVER, type Server, startPostgres } from '../support/postgres.ts';
import { commit, KEY } from './history.ts';

describe.skipIf(NO_SERVER)(
  `export and import as commands${NO_SERVER ? `, skipped: ${NO_SERVER}` : ''}`,
  () => {
    let server: Server;
    let url: string;
    let folder: string;
    const said: string[] = [];
    beforeAll(async () => {
      server = await startPostgres();
      url = await server.database();
    });
    afterAll(() => server?.stop());
    beforeEach(async () => {
      await clear(url);
      folder = await mkdtemp(join(tmpdir(), 'qingfeng-command-'));
      said.length = 0;
      vi.spyOn(console, 'log').mockImplementation((line) => void said.push(String(line)));
    });
    afterEach(async () => {
      vi.restoreAllMocks();
      vi.unstubAllEnvs();
      await rm(folder, { recursive: true, force: true });
    });
    const dir = (name: string): string => join(folder, name);
    /** As the environment of one command. */
    const at = (name: string, databaseUrl?: string): void => {
      vi.stubEnv('DATA_DIR', dir(name));
      vi.stubEnv('DATABASE_URL', databaseUrl);
      vi.stubEnv('LEDGER_KEY', undefined);
    };

    it('move a register with its key file into a database and out again', async () => {
      const options = { dir: dir('data'), kinds: [] };
      const store = await openStore(options);
      const { hash } = await store.commit(commit('r1', { unique: ['slot:1'] }));
      await store.close();
      at('data', url);
      expect(await runImport([dir('data')])).toBe(0);
      expect(said.at(-1)).toContain(`head ${hash}`);
      expect(said.join('\n')).not.toContain(url);
      const inside = await openStore({ ...options, databaseUrl: url });
      expect(inside.status()).toMatchObject({ seq: 1, hash });
      await inside.close();
      said.length = 0;
      expect(await runExport([dir('out')])).toBe(0);
      expect(said.filter((line) => line.startsWith('  ok'))).toHaveLength(10);
      // The copy comes with its key beside it: the next start of an embedded register finds both.
      await cp(dir('data.key'), dir('out.key'));
      at('new');
      expect(await runImport([dir('out')])).toBe(0);
      expect((await stat(dir('new.key'))).mode & 0o777).toBe(0o600);
      expect(await readFile(dir('new.key'))).toEqual(await readFile(dir('data.key')));
      const back = await openStore({ dir: dir('new'), kinds: [] });
      expect(back.status()).toMatchObject({ seq: 1, hash });
      await back.close();
    });

    it('say what is missing: a folder to name, a key', async () => {
      at('data', url);
      expect(await runExport([])).toBe(78);
      expect(await runImport([])).toBe(78);
      expect(await runImport(['--help'])).toBe(0);
      await expect(runExport([dir('out')])).rejects.toThrow(ConfigError);
      expect(existsSync(dir('out'))).toBe(false);
      await writeFile(dir('data.key'), `${KEY.toString('hex')}\n`);
      await writeFile(dir('other.key'), `${'ab'.repeat(32)}\n`);
      await expect(runImport([dir('other')])).rejects.toThrow('another register');
      await expect(runImport([dir('nowhere')])).rejects.toThrow('there is no folder');
    });
  },
);
