/** Of every register that is made for a bench. */
export const KEY = Buffer.alloc(32, 7);
/** A register in a folder or in a database. */
export type Place = { readonly dir?: string; readonly url?: string };
