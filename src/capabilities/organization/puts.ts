import type { Put, Reader } from '../../store/store.ts';
import type { Moved } from './change.ts';
import { allOf } from './load.ts';
import type { PlannedDoc } from './plan.ts';

/** The puts of planned documents on the revisions the store has now; one listing per kind, not one read per row. */
export async function putsOf(read: Reader, docs: readonly PlannedDoc[]): Promise<readonly Put[]> {
  const revs = new Map<string, number>();
  for (const kind of new Set(docs.filter((d) => !d.isNew).map((d) => d.kind)))
    for (const doc of await allOf(read, kind)) revs.set(`${kind}:${doc.id}`, doc.rev);
  return docs.map(({ kind, id, body }) => ({ kind, id, rev: revs.get(`${kind}:${id}`) ?? 0, body }));
}

/** Whom planned documents move. */
export function movedBy(
  docs: readonly { readonly kind: string; readonly id: string; readonly body: unknown }[],
): Moved {
  const ids = (kind: string): readonly string[] => docs.filter((d) => d.kind === kind).map((d) => d.id);
  const people = docs.filter((d) => d.kind === 'grant').map((d) => (d.body as { person: string }).person);
  return { people: [...new Set(people)], divisions: ids('division'), posts: ids('post') };
}
