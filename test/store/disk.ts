import { basename, dirname } from 'node:path';
import type { FileSystem, Handle, OpenMode } from '../../src/store/ledger/files.ts';

/** What a fault may do to a call: throw this error, or, for a write, take only so many bytes. */
export type Fault = (call: string, path: string, nth: number) => Error | number | undefined;

/** `cut`: what a truncate took off that was not synced; the kernel may have written it before. */
type Node = { now: Buffer; size: number; durable: Buffer; cut?: Buffer };

export const systemError = (code: string): Error =>
  Object.assign(new Error(`${code}: made by the test`), { code });

let disks = 0;

/**
 * A disk that forgets: bytes last when their file was synced, names when their folder was. `cutPower` leaves only
 * what lasts, or, with `keep`, whatever else the kernel happened to have written.
 */
export class Disk implements FileSystem {
  names = new Map<string, Node>();
  #lasting = new Map<string, Node>();
  #folders = new Set<string>();
  readonly #id = `memory-${process.pid}-${++disks}`;
  calls = 0;
  fault: Fault | undefined;
  /** Runs before a sync returns, to hold it. */
  hold: (() => Promise<void>) | undefined;

  /** Counts a call and lets the fault have it. */
  #enter(call: string, path: string): number | undefined {
    this.calls += 1;
    const fault = this.fault?.(call, basename(path), this.calls);
    if (fault instanceof Error) throw fault;
    return fault;
  }

  async open(path: string, mode: OpenMode): Promise<Handle> {
    this.#enter('open', path);
    const known = this.names.get(path);
    if (mode === 'make' && known) throw systemError('EEXIST');
    if ((mode === 'read' || mode === 'edit') && !known) throw systemError('ENOENT');
    const node = known ?? { now: Buffer.alloc(64), size: 0, durable: Buffer.alloc(0) };
    if (mode === 'replace') node.size = 0;
    this.names.set(path, node);
    return this.#handle(path, node);
  }

  #handle(path: string, node: Node): Handle {
    return {
      write: async (bytes, from, length, position) => {
        const count = Math.min(this.#enter('write', path) ?? length, length);
        grow(node, position + count);
        bytes.copy(node.now, position, from, from + count);
        node.size = Math.max(node.size, position + count);
        return count;
      },
      read: async (into, length, position) => {
        this.#enter('read', path);
        return node.now.copy(into, 0, position, Math.min(node.size, position + length));
      },
      sync: async () => {
        this.#enter('sync', path);
        await this.hold?.();
        node.durable = Buffer.from(node.now.subarray(0, node.size));
        delete node.cut;
      },
      truncate: async (length) => {
        this.#enter('truncate', path);
        if (length < node.size) node.cut = Buffer.from(node.now.subarray(0, node.size));
        node.size = Math.min(node.size, length);
      },
      size: async () => node.size,
      close: async () => undefined,
    };
  }

  async folder(path: string): Promise<void> {
    this.#enter('folder', path);
    this.#folders.add(path);
  }

  async list(path: string): Promise<readonly string[] | undefined> {
    this.#enter('list', path);
    if (!this.#folders.has(path)) return undefined;
    const below = [...this.names.keys(), ...this.#folders].filter((name) => dirname(name) === path);
    return below.map((name) => basename(name));
  }

  async rename(from: string, to: string): Promise<void> {
    this.#enter('rename', from);
    const node = this.names.get(from);
    if (!node) throw systemError('ENOENT');
    this.names.delete(from);
    this.names.set(to, node);
  }

  async unlink(path: string): Promise<void> {
    this.#enter('unlink', path);
    if (!this.names.delete(path)) throw systemError('ENOENT');
  }

  async syncFolder(path: string): Promise<void> {
    this.#enter('syncFolder', path);
    for (const name of [...this.#lasting.keys()]) {
      if (dirname(name) === path && !this.names.has(name)) this.#lasting.delete(name);
    }
    for (const [name, node] of this.names) if (dirname(name) === path) this.#lasting.set(name, node);
  }

  async identity(): Promise<string> {
    return this.#id;
  }

  /** `keep` says how many of the unsynced bytes of a file reached the disk all the same. */
  cutPower(keep: (unsynced: number) => number = () => 0): void {
    this.fault = undefined;
    const after = new Map<string, Node>();
    for (const [name, node] of this.#lasting) {
      const last = node.cut ?? node.now.subarray(0, node.size);
      const extra = Math.max(0, last.length - node.durable.length);
      const length = extra === 0 ? node.durable.length : node.durable.length + keep(extra);
      const bytes = extra === 0 ? Buffer.from(node.durable) : Buffer.from(last.subarray(0, length));
      after.set(name, { now: bytes, size: bytes.length, durable: bytes });
    }
    this.names = after;
    this.#lasting = new Map(after);
  }

  bytes(path: string): Buffer {
    const node = this.names.get(path);
    if (!node) throw systemError('ENOENT');
    return Buffer.from(node.now.subarray(0, node.size));
  }

  put(path: string, bytes: Buffer): void {
    const node = { now: Buffer.from(bytes), size: bytes.length, durable: Buffer.from(bytes) };
    this.names.set(path, node);
    this.#lasting.set(path, node);
  }

  /** An independent disk with the same content. */
  copy(): Disk {
    const copy = new Disk();
    for (const folder of this.#folders) copy.#folders.add(folder);
    for (const name of this.names.keys()) copy.put(name, this.bytes(name));
    return copy;
  }
}

function grow(node: Node, size: number): void {
  if (size <= node.now.length) return;
  const bigger = Buffer.alloc(size * 2);
  node.now.copy(bigger, 0, 0, node.size);
  node.now = bigger;
}
