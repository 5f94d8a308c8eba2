import type { Reader } from '../../src/store/store.ts';

/** A reader that counts what is read through it: documents handed out, and keys of tallies. */
export function counted(read: Reader): { seen: { docs: number; keys: number }; reader: Reader } {
  const seen = { docs: 0, keys: 0 };
  const reader: Reader = {
    ...read,
    get: async (ref) => {
      seen.docs += 1;
      return read.get(ref);
    },
    list: async (kind, query) => {
      const page = await read.list(kind, query);
      seen.docs += page.items.length;
      return page as never;
    },
    tally: async (kind, query) => {
      const found = await read.tally(kind, query);
      seen.keys += Object.keys(found).length;
      return found;
    },
  };
  return { seen, reader };
}
