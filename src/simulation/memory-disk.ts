import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FileSystem, Handle, OpenMode } from '../store/ledger/files.ts';
import type { Life } from './life.ts';

type File = { bytes: Buffer; size: number; synced: number };

/** A system call of a process: it happens between two steps of that process's life. */
type Call = <T>(act: () => T, what?: 'read') => Promise<T>;

const systemError = (code: string): Error =>
  Object.assign(new Error(`${code}: on the simulated disk`), { code });

function makeRoom(file: File, size: number): void {
  if (size <= file.bytes.length) return;
  const bigger = Buffer.alloc(Math.max(size * 2, 256));
  file.bytes.copy(bigger, 0, 0, file.size);
  file.bytes = bigger;
}

let disks = 0;

/** A disk in memory that outlives its processes. Each process sees it through `seenBy(life)` and only while it lives. */
export class MemoryDisk {
  readonly #files = new Map<string, File>();
  readonly #folders = new Set<string>();
  readonly #number = ++disks;
  #boots = 0;

  /** The file system of one process. The lock of a dead process is free, so every process gets a new identity. */
  seenBy(life: Life): FileSystem {
    const boot = ++this.#boots;
    const call: Call = async (act, what) => {
      await life.step(what);
      const result = act();
      await life.step(what);
      return result;
    };
    return {
      open: (path, mode) =>
        call(() => this.#handle(this.#open(path, mode), call, life), mode === 'read' ? 'read' : undefined),
      folder: (path) => call(() => void this.#folders.add(path)),
      list: (path) => call(() => this.#list(path), 'read'),
      rename: (from, to) => call(() => this.#rename(from, to)),
      unlink: (path) =>
        call(() => {
          if (!this.#files.delete(path)) throw systemError('ENOENT');
        }),
      syncFolder: () => call(() => undefined),
      identity: async () => `simulated-${process.pid}-${this.#number}-${boot}`,
    };
  }

  #open(path: string, mode: OpenMode): File {
    const known = this.#files.get(path);
    if (mode === 'make' && known) throw systemError('EEXIST');
    if ((mode === 'read' || mode === 'edit') && !known) throw systemError('ENOENT');
    const file = known ?? { bytes: Buffer.alloc(0), size: 0, synced: 0 };
    if (mode === 'replace') Object.assign(file, { size: 0, synced: 0 });
    this.#files.set(path, file);
    return file;
  }

  #handle(file: File, call: Call, life: Life): Handle {
    return {
      write: (bytes, from, length, position) =>
        call(() => {
          makeRoom(file, position + length);
          bytes.copy(file.bytes, position, from, from + length);
          file.size = Math.max(file.size, position + length);
          return length;
        }),
      read: (into, length, position) =>
        call(() => file.bytes.copy(into, 0, position, Math.min(file.size, position + length)), 'read'),
      sync: () =>
        call(() => {
          file.synced = file.size;
        }),
      truncate: (length) =>
        call(() => {
          file.size = Math.min(file.size, length);
          file.synced = Math.min(file.synced, length);
        }),
      // No place to die at, but the dead must not look either: they would take the next process for a stranger.
      size: () => (life.alive() ? Promise.resolve(file.size) : life.step().then(() => file.size)),
      close: async () => undefined,
    };
  }

  #list(path: string): readonly string[] | undefined {
    if (!this.#folders.has(path)) return undefined;
    return [...this.#files.keys(), ...this.#folders]
      .filter((name) => dirname(name) === path)
      .map((name) => basename(name));
  }

  #rename(from: string, to: string): void {
    const file = this.#files.get(from);
    if (!file) throw systemError('ENOENT');
    this.#files.delete(from);
    this.#files.set(to, file);
  }

  /** The power fails: of what was not synced, `keep` says how many bytes reached the disk all the same. */
  cutPower(keep: (unsynced: number) => number): void {
    for (const file of this.#files.values())
      if (file.size > file.synced) file.size = file.synced + keep(file.size - file.synced);
  }

  /** Writes the ledger's files into a real folder, for the verifier that auditors use. */
  copyTo(folder: string): void {
    mkdirSync(folder, { recursive: true });
    for (const [path, file] of this.#files)
      if (/^(ledger-.*|head\.json|STORE_ID)$/.test(basename(path)))
        writeFileSync(join(folder, basename(path)), file.bytes.subarray(0, file.size));
  }
}
