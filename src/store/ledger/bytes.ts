import { StoreError } from '../store.ts';
import { errorCode, type FileSystem, type Handle } from './files.ts';

/** Nobody knows what is on the disk now: nothing is tried again, the store stops. */
export class SyncFailure extends Error {
  constructor(cause: unknown) {
    super(`the disk cannot be trusted: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'SyncFailure';
  }
}

/** Runs a sync and marks its error as one that must never be retried. */
export async function mustSync(sync: () => Promise<void>): Promise<void> {
  try {
    await sync();
  } catch (error) {
    throw new SyncFailure(error);
  }
}

/** Writes until every byte is out. A filling disk writes less than asked and says nothing. */
export async function writeAll(file: Handle, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const wrote = await file.write(bytes, done, bytes.length - done, position + done);
    if (wrote <= 0) throw new Error('the disk took no more bytes');
    done += wrote;
  }
}

/** The whole of a file, or undefined when there is none. */
export async function readWhole(files: FileSystem, path: string): Promise<Buffer | undefined> {
  let file: Handle;
  try {
    file = await files.open(path, 'read');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const into = Buffer.alloc(await file.size());
    return into.subarray(0, await readFully(file, into, 0));
  } finally {
    await file.close();
  }
}

/** A disk that cannot be read is told as every other fault of the store, by the code of the system alone. */
export async function orUnavailable<T>(reading: Promise<T>, what: string, at: string): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    const code = errorCode(error);
    if (error instanceof StoreError || code === undefined) throw error;
    throw new StoreError('UNAVAILABLE', `${what} cannot be read: ${code}`, at);
  }
}

/** Fills `into` from `position` on; gives the bytes read, fewer only at the end of the file. */
export async function readFully(file: Handle, into: Buffer, position: number): Promise<number> {
  let done = 0;
  while (done < into.length) {
    const got = await file.read(into.subarray(done), into.length - done, position + done);
    if (got === 0) break;
    done += got;
  }
  return done;
}

/** Writes a new file whole; with `durable` its bytes are on the disk when this resolves (the folder entry is not). */
export async function writeFile(
  files: FileSystem,
  path: string,
  bytes: Buffer,
  durable: boolean,
): Promise<void> {
  const file = await files.open(path, 'replace');
  try {
    await writeAll(file, bytes, 0);
    if (durable) await mustSync(() => file.sync());
  } finally {
    await file.close();
  }
}
