import { constants, fstatSync } from 'node:fs';
import { chmod, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';

/** One open file. Positions and lengths in bytes. */
export type Handle = {
  /** May write less than asked (a filling disk does); gives the bytes written. */
  write(bytes: Buffer, from: number, length: number, position: number): Promise<number>;
  read(into: Buffer, length: number, position: number): Promise<number>;
  /** fdatasync. */
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  size(): Promise<number>;
  close(): Promise<void>;
};

/** `make` refuses an existing file, `replace` empties it, `edit` needs it. New files are 0600. */
export type OpenMode = 'read' | 'edit' | 'make' | 'replace';

/** The system calls that the ledger needs and no others, so that a test can fail every single one. */
export type FileSystem = {
  open(path: string, mode: OpenMode): Promise<Handle>;
  /** With parents, 0700; an existing folder is made 0700 where that is allowed. */
  folder(path: string): Promise<void>;
  /** Names in a folder; undefined when there is no such folder. */
  list(path: string): Promise<readonly string[] | undefined>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** fsync of a folder: a rename or a new file is not durable before it. */
  syncFolder(path: string): Promise<void>;
  /** The same for every path and mount that leads to one folder. */
  identity(path: string): Promise<string>;
};

const FLAGS: Record<OpenMode, number> = {
  read: constants.O_RDONLY,
  edit: constants.O_RDWR,
  make: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
  replace: constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC,
};

async function openFile(path: string, mode: OpenMode): Promise<Handle> {
  const file = await open(path, FLAGS[mode], 0o600);
  return {
    write: async (bytes, from, length, position) =>
      (await file.write(bytes, from, length, position)).bytesWritten,
    read: async (into, length, position) => (await file.read(into, 0, length, position)).bytesRead,
    sync: () => file.datasync(),
    truncate: (length) => file.truncate(length),
    // At once: the kernel knows it, and a trip to a thread and back costs a flush more than the answer.
    size: async () => fstatSync(file.fd).size,
    close: () => file.close(),
  };
}

async function listFolder(path: string): Promise<readonly string[] | undefined> {
  try {
    return await readdir(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  // A mounted volume may belong to someone else: then its mode is theirs to set.
  await chmod(path, 0o700).catch(() => undefined);
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export const nodeFiles: FileSystem = {
  open: openFile,
  folder: makeFolder,
  list: listFolder,
  rename,
  unlink,
  syncFolder,
  identity: async (path) => {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${dev}-${ino}`;
  },
};

/** The `code` of a system error, or undefined. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
