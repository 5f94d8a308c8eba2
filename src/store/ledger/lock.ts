import { readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { StoreError } from '../store.ts';
import { errorCode } from './files.ts';

export type Release = () => Promise<void>;

const locked = (dir: string): StoreError =>
  new StoreError('LOCKED', `another process has the store in ${dir} open; stop it first`, dir);

/**
 * Linux: an abstract socket, which the kernel frees even after kill -9 and which no copy of the folder takes along.
 * It is seen inside one network namespace: two containers on one volume are not kept apart (docs/adr/0002-store.md).
 */
export function lockBySocket(identity: string, dir: string): Promise<Release> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) => reject(errorCode(error) === 'EADDRINUSE' ? locked(dir) : error));
    server.listen(`\0qingfeng-store-${identity}`, () => {
      server.unref();
      resolve(() => new Promise((done) => server.close(() => done())));
    });
  });
}

/** Tells one boot of the machine from the next, as pids begin again: minutes are exact enough. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return `boot-${Math.round((Date.now() / 1000 - uptime()) / 60)}`;
  }
}

/** A process of this boot with this pid exists. */
function isAlive(holder: string): boolean {
  const [pid = '', boot = ''] = holder.trim().split(' ');
  if (boot !== bootId() || !/^\d+$/.test(pid)) return false;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Elsewhere: a file with pid and boot id. One left by a dead process is taken over. */
export async function lockByFile(dir: string): Promise<Release> {
  const path = join(dir, 'lock');
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(path, `${process.pid} ${bootId()}\n`, { flag: 'wx', mode: 0o600 });
      return async () => unlinkSync(path);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      if (isAlive(readFileSync(path, 'utf8'))) throw locked(dir);
      unlinkSync(path);
    }
  }
  throw locked(dir);
}

/** Throws LOCKED when another process, or another store object of this one, has the folder. */
export const lockFolder = (identity: string, dir: string): Promise<Release> =>
  process.platform === 'linux' ? lockBySocket(identity, dir) : lockByFile(dir);
