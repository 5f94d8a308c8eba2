import { lock, unlock, wrappingKey } from '../ledger/keys.ts';

type Random = (size: number) => Buffer;

/**
 * Record keys in the database, each wrapped under LEDGER_KEY exactly as in keys/<id> of a folder. Nothing is kept in
 * memory beyond one batch or one page: a key that another instance destroys must be gone here too.
 */
export class Wrapping {
  readonly #with: Buffer;
  readonly #random: Random;

  constructor(ledgerKey: Buffer, random: Random) {
    this.#with = wrappingKey(ledgerKey);
    this.#random = random;
  }

  wrap(id: string, key: Buffer): Buffer {
    return lock(this.#with, key, id, this.#random);
  }

  /** undefined when it is not as written. */
  unwrap(id: string, wrapped: Buffer): Buffer | undefined {
    try {
      return unlock(this.#with, wrapped, id);
    } catch {
      return undefined;
    }
  }

  keys(): Keyring {
    return new Keyring(this, this.#random);
  }
}

/** The keys that one batch works with. */
export class Keyring {
  readonly #wrapping: Wrapping;
  readonly #random: Random;
  readonly #wrapped = new Map<string, Buffer>();
  readonly #held = new Map<string, Buffer>();

  constructor(wrapping: Wrapping, random: Random) {
    this.#wrapping = wrapping;
    this.#random = random;
  }

  take(id: string, wrapped: Buffer): void {
    this.#wrapped.set(id, wrapped);
  }

  make(): string {
    const id = this.#random(16).toString('hex');
    this.#held.set(id, this.#random(32));
    return id;
  }

  held(id: string): Buffer | undefined {
    const known = this.#held.get(id);
    const wrapped = this.#wrapped.get(id);
    if (known || !wrapped) return known;
    const key = this.#wrapping.unwrap(id, wrapped);
    if (key) this.#held.set(id, key);
    return key;
  }

  seal(key: Buffer, value: unknown, about: string): string {
    return lock(key, Buffer.from(JSON.stringify(value)), about, this.#random).toString('base64');
  }

  /** A key of this ring as it is stored. */
  wrapped(id: string): Buffer {
    const key = this.#held.get(id);
    if (!key) throw new Error(`key ${id} was never made`);
    return this.#wrapping.wrap(id, key);
  }
}
