import { describe } from 'vitest';
import type { KindSpec, Store } from '../../src/store/store.ts';
import { commitContract } from './commit.contract.ts';
import { largeContract } from './large.contract.ts';
import { outboxContract } from './outbox.contract.ts';
import { readContract } from './read.contract.ts';

/** One place to keep data, which stores can be opened on one after the other. */
export type Place = {
  /** A store, not yet open, on this place. */
  store(): Store;
  dispose(): Promise<void>;
};
export type MakePlace = (kinds: readonly KindSpec[]) => Promise<Place>;

/** What every implementation of the port must do. `make` gives an empty place for each test. */
export function storeContract(name: string, make: MakePlace): void {
  describe(`${name}: commits`, () => commitContract(make));
  describe(`${name}: large commits`, () => largeContract(make));
  describe(`${name}: reading`, () => readContract(make));
  describe(`${name}: outbox`, () => outboxContract(make));
}
