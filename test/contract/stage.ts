import { afterEach, beforeEach } from 'vitest';
import type { Commit, KindSpec, Put, Store, StoreErrorCode } from '../../src/store/store.ts';
import { StoreError } from '../../src/store/store.ts';
import type { MakePlace, Place } from './store.contract.ts';

export const AT = '2026-11-23T01:00:00.000Z';
export const after = (minutes: number): string => new Date(Date.parse(AT) + minutes * 60_000).toISOString();

type Risk = { readonly unit: string; readonly tags?: readonly string[] };
export const KINDS: readonly KindSpec[] = [
  { kind: 'risk', schema: 3, indexes: { unit: (body: Risk) => body.unit, tag: (body: Risk) => body.tags } },
  { kind: 'note', schema: 1, indexes: {} },
];

export const risk = (id: string, rev: number, unit = 'u1', tags?: readonly string[]): Put => ({
  kind: 'risk',
  id,
  rev,
  body: { unit, ...(tags && { tags }) },
});
export const ref = (id: string) => ({ kind: 'risk', id });

export const commit = (requestId: string, parts: Partial<Commit> = {}): Commit => ({
  requestId,
  fingerprint: `fp:${requestId}`,
  at: AT,
  actor: 'ou_li',
  reason: 'contract',
  ...parts,
});

/** The code that a promise is refused with; undefined when it is not. */
export async function codeOf(promise: Promise<unknown>): Promise<StoreErrorCode | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (error instanceof StoreError) return error.code;
    throw error;
  }
}

/** A fresh open store for each test; `reopen` closes it and opens another one on the same place. */
export function useStore(make: MakePlace): { readonly store: Store; reopen(): Promise<Store> } {
  let place: Place;
  let store: Store;
  beforeEach(async () => {
    place = await make(KINDS);
    store = place.store();
    await store.open();
  });
  afterEach(async () => {
    await store.close();
    await place.dispose();
  });
  return {
    get store() {
      return store;
    },
    async reopen() {
      await store.close();
      store = place.store();
      await store.open();
      return store;
    },
  };
}
