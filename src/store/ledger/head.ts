import { hash } from 'node:crypto';
import { join } from 'node:path';
import { readWhole, writeFile } from './bytes.ts';
import type { FileSystem } from './files.ts';

/** The newest line that is known to have been durable. */
export type Head = { readonly seq: number; readonly hash: string };

const NAME = 'head.json';
/** Once a second is enough to catch a ledger that was cut by hand, and costs nothing beside the fsyncs. */
const EVERY_MS = 1000;

const bytesOf = ({ seq, hash: line }: Head): Buffer => {
  const content = `{"seq":${seq},"hash":"${line}"`;
  return Buffer.from(`${content},"sum":"${hash('sha256', content, 'hex')}"}\n`);
};

/**
 * The head on disk, or undefined when there is none or it is not whole: it is written without fsync, so a power cut
 * may leave it empty, and a hint that says nothing is no reason to stay down.
 */
export async function readHead(files: FileSystem, dir: string): Promise<Head | undefined> {
  const bytes = await readWhole(files, join(dir, NAME));
  const match = /^\{"seq":(\d{1,15}),"hash":"([0-9a-f]{64})",/.exec(bytes?.toString('latin1') ?? '');
  if (!bytes || !match) return undefined;
  const head = { seq: Number(match[1]), hash: match[2] ?? '' };
  return bytesOf(head).equals(bytes) ? head : undefined;
}

/** Writes head.json after fsyncs, never before one, so it is never ahead of the ledger. Its errors change nothing. */
export class HeadFile {
  readonly #files: FileSystem;
  readonly #path: string;
  readonly #clock: () => number;
  #last = Number.NEGATIVE_INFINITY;
  #writing: Promise<void> | undefined;

  /** `clock` gives milliseconds that only rise. */
  constructor(files: FileSystem, dir: string, clock: () => number) {
    this.#files = files;
    this.#path = join(dir, NAME);
    this.#clock = clock;
  }

  /** Starts a write unless one ran less than a second ago. */
  note(head: Head): void {
    if (this.#writing || this.#clock() - this.#last < EVERY_MS) return;
    this.#last = this.#clock();
    this.#writing = this.#write(head).finally(() => {
      this.#writing = undefined;
    });
  }

  /** Writes at once. */
  async flush(head: Head): Promise<void> {
    await this.#writing;
    await this.#write(head);
  }

  async #write(head: Head): Promise<void> {
    try {
      await writeFile(this.#files, `${this.#path}.new`, bytesOf(head), false);
      await this.#files.rename(`${this.#path}.new`, this.#path);
    } catch {
      // A hint: the ledger stands without it.
    }
  }
}
