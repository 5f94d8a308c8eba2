import type { PlannedDoc } from '../../kernel/importing.ts';
import { allOf } from '../../kernel/pages.ts';
import { giveWay } from '../../kernel/turns.ts';
import type { Doc, Put, Reader } from '../../store/store.ts';

/** A document as the import found it, for undoing: `rev` is the one the import gave it; body null: it was new. */
export type Before = {
  readonly kind: string;
  readonly id: string;
  readonly rev: number;
  readonly body: unknown;
  readonly sealed?: unknown;
  readonly label?: string;
};

const sealedOf = (of: { readonly sealed?: unknown } | undefined): { readonly sealed?: unknown } =>
  of?.sealed === undefined ? {} : { sealed: of.sealed };

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
    put: docs.map((d) => ({ kind: d.kind, id: d.id, rev: known(d)?.rev ?? 0, body: d.body, ...sealedOf(d) })),
    before: docs.map((d) => ({
      kind: d.kind,
      id: d.id,
      rev: (known(d)?.rev ?? 0) + 1,
      body: known(d)?.body ?? null,
      ...sealedOf(known(d)),
      ...(d.label === undefined ? {} : { label: d.label }),
    })),
  };
}

/** Documents asked for at once. */
const TURN = 50;

/** What takes a batch back: documents nobody changed since are removed or put as they were; the others stay. */
export async function undoOf(
  read: Reader,
  before: readonly Before[],
): Promise<{
  readonly put: readonly Put[];
  readonly remove: readonly { readonly kind: string; readonly id: string; readonly rev: number }[];
  readonly same: readonly Before[];
  readonly left: readonly Before[];
}> {
  const current: (Doc | undefined)[] = [];
  for (let from = 0; from < before.length; from += TURN) {
    const some = before.slice(from, from + TURN);
    current.push(...(await Promise.all(some.map((b) => read.get({ kind: b.kind, id: b.id })))));
    await giveWay();
  }
  const same = before.filter((b, i) => current[i]?.rev === b.rev);
  const at = (b: Before) => ({ kind: b.kind, id: b.id, rev: b.rev });
  return {
    put: same.filter((b) => b.body !== null).map((b) => ({ ...at(b), body: b.body, ...sealedOf(b) })),
    remove: same.filter((b) => b.body === null).map(at),
    same,
    left: before.filter((b, i) => current[i]?.rev !== b.rev),
  };
}
