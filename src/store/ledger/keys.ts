import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { mustSync, orUnavailable, readWhole, writeAll, writeFile } from './bytes.ts';
import { errorCode, type FileSystem } from './files.ts';
import { Texts } from './texts.ts';

const IV = 12;
const KEY = 32;
const KEY_ID = 16;
const TAG = 16;
/** Key files written at once: the four threads of Node's pool are busy with far fewer. */
const AT_ONCE = 32;

/** Of a key whose destruction has begun. */
export const GONE = '.gone';

type Random = (size: number) => Buffer;

/** Drawn from the system at once: a call for the twelve bytes of an IV costs as much as sealing with it. */
const DRAWN = 2048;

export function drawnRandom(): Random {
  let left = Buffer.alloc(0);
  return (size) => {
    if (left.length < size) left = randomBytes(Math.max(DRAWN, size));
    const taken = left.subarray(0, size);
    left = left.subarray(size);
    return taken;
  };
}

/** AES-256-GCM: iv ‖ tag ‖ ciphertext. `about` is bound in, so a text cannot be moved to another record. */
export function lock(key: Buffer, plain: Buffer, about: string, random: Random): Buffer {
  const iv = random(IV);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

/** Throws when key, `about` or a single bit is wrong. */
export function unlock(key: Buffer, locked: Buffer, about: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, locked.subarray(0, IV)).setAAD(Buffer.from(about));
  decipher.setAuthTag(locked.subarray(IV, IV + TAG));
  return Buffer.concat([decipher.update(locked.subarray(IV + TAG)), decipher.final()]);
}

/** A text that `seal` made, as it was. Throws when key, `about` or a single bit is wrong. */
export const openText = (key: Buffer, sealed: string, about: string): unknown =>
  JSON.parse(unlock(key, Buffer.from(sealed, 'base64'), about).toString('utf8'));

/** What record keys are wrapped with. */
export const wrappingKey = (ledgerKey: Buffer): Buffer =>
  createHmac('sha256', ledgerKey).update('wrap record keys').digest();

/**
 * One key per record in keys/<id>, wrapped under LEDGER_KEY so that a copied data folder alone opens nothing.
 * Destroying the file destroys every sealed text of the record, in the ledger, its backups and all snapshots.
 */
export class RecordKeys {
  readonly #files: FileSystem;
  readonly #folder: string;
  readonly #wrap: Buffer;
  readonly #random: Random;
  readonly #known = new Map<string, Buffer>();
  /** What was opened or sealed with them of late. */
  readonly texts = new Texts();
  /** Destroyed by this process: a read that was under way must not bring the key back into memory. */
  readonly #destroyed = new Set<string>();

  constructor(files: FileSystem, dir: string, ledgerKey: Buffer, random: Random) {
    this.#files = files;
    this.#folder = join(dir, 'keys');
    this.#wrap = wrappingKey(ledgerKey);
    this.#random = random;
  }

  /** A new key in memory. It is used before it is stored, and stored before the line that uses it. */
  make(): string {
    const id = this.#random(KEY_ID).toString('hex');
    const drawn = this.#random(KEY);
    const key = Buffer.alloc(KEY);
    drawn.copy(key);
    // The key stands in one place only, where its destruction overwrites it.
    drawn.fill(0);
    this.#known.set(id, key);
    return id;
  }

  /** A JSON value as base64, readable with this key and for this record only. */
  seal(key: Buffer, value: unknown, about: string): string {
    return lock(key, Buffer.from(JSON.stringify(value)), about, this.#random).toString('base64');
  }

  /** A key that `make` or `load` brought into memory. */
  held(id: string): Buffer | undefined {
    return this.#known.get(id);
  }

  /** The key from memory or disk; undefined when its file is gone or not as written. Throws UNAVAILABLE. */
  async load(id: string): Promise<Buffer | undefined> {
    const known = this.#known.get(id);
    if (known) return known;
    const reading = readWhole(this.#files, join(this.#folder, id));
    const locked = await orUnavailable(reading, `the key ${id}`, id);
    if (!locked || this.#destroyed.has(id)) return undefined;
    try {
      this.#known.set(id, unlock(this.#wrap, locked, id));
    } catch {
      return undefined;
    }
    return this.#known.get(id);
  }

  /** Makes new keys durable. SyncFailure is for ever; after any other error `discard` cleans up. */
  async store(ids: readonly string[]): Promise<void> {
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const part = ids.slice(at, at + AT_ONCE);
      const results = await Promise.allSettled(part.map((id) => this.#storeOne(id)));
      const failed = results
        .filter((result) => result.status === 'rejected')
        .map(({ reason }) => reason as unknown);
      if (failed.length > 0)
        throw failed.find((error) => error instanceof Error && error.name === 'SyncFailure') ?? failed[0];
    }
    if (ids.length > 0) await mustSync(() => this.#files.syncFolder(this.#folder));
  }

  async #storeOne(id: string): Promise<void> {
    const key = this.#known.get(id);
    if (!key) throw new Error(`key ${id} was never made`);
    await writeFile(this.#files, join(this.#folder, id), lock(this.#wrap, key, id, this.#random), true);
  }

  #drop(id: string): void {
    this.#known.get(id)?.fill(0);
    this.#known.delete(id);
    this.texts.forget(id);
  }

  /** Forgets a key that was never stored. */
  forget(id: string): void {
    this.#drop(id);
  }

  /** Forgets keys whose commit was refused. A file that stays behind opens nothing that was ever written. */
  async discard(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.#drop(id);
      await this.#files.unlink(join(this.#folder, id)).catch(() => undefined);
    }
  }

  /** Overwrites and unlinks keys; gone from the disk when this resolves. Keys already gone are fine. */
  async destroy(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.#destroyed.add(id);
      this.#drop(id);
      await this.#destroyFile(join(this.#folder, id));
    }
    if (ids.length > 0) await mustSync(() => this.#files.syncFolder(this.#folder));
  }

  /** Under another name first: a backup that runs meanwhile never copies an overwritten key as a live one. */
  async #destroyFile(path: string): Promise<void> {
    const gone = path.endsWith(GONE) ? path : path + GONE;
    try {
      if (gone !== path) await this.#files.rename(path, gone);
      const file = await this.#files.open(gone, 'edit');
      try {
        await writeAll(file, this.#random(IV + TAG + KEY), 0);
        await mustSync(() => file.sync());
      } finally {
        await file.close();
      }
      await this.#files.unlink(gone);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
  }

  /** Names of all key files; those that end in `.gone` are on their way out. */
  async names(): Promise<ReadonlySet<string>> {
    return new Set(await this.#files.list(this.#folder));
  }
}
