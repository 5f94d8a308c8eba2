import type { Doc, Put, Reader } from '../../store/store.ts';
import type { Moved } from './change.ts';
import { allOf } from './load.ts';
import type { PlannedDoc } from './plan.ts';

/** A document as an import found it, for undoing: `rev` is the one the import gave it; body null: it was new. */
export type Before = {
  readonly kind: string;
  readonly id: string;
  readonly rev: number;
  readonly body: unknown;
};

/** The puts of planned documents on the revisions the store has now; one listing per kind, not one read per row. */
export async function putsOf(
  read: Reader,
  docs: readonly PlannedDoc[],
): Promise<{ readonly put: readonly Put[]; readonly before: readonly Before[] }> {
  const now = new Map<string, Doc>();
  for (const kind of new Set(docs.filter((d) => !d.isNew).map((d) => d.kind)))
    for (const doc of await allOf(read, kind)) now.set(`${kind}:${doc.id}`, doc);
  const known = (d: PlannedDoc): Doc | undefined => now.get(`${d.kind}:${d.id}`);
  return {
    put: docs.map((d) => ({ kind: d.kind, id: d.id, rev: known(d)?.rev ?? 0, body: d.body })),
    before: docs.map((d) => ({
      kind: d.kind,
      id: d.id,
      rev: (known(d)?.rev ?? 0) + 1,
      body: known(d)?.body ?? null,
    })),
  };
}

/** Whom changed documents move. */
export function movedBy(
  docs: readonly { readonly kind: string; readonly id: string; readonly body: unknown }[],
): Moved {
  const ids = (kind: string): readonly string[] => docs.filter((d) => d.kind === kind).map((d) => d.id);
  const people = docs.flatMap((d) =>
    d.kind === 'grant' ? [(d.body as { person: string } | null)?.person ?? ''] : [],
  );
  return {
    people: [...new Set(people)].filter((p) => p !== ''),
    divisions: ids('division'),
    posts: ids('post'),
  };
}
