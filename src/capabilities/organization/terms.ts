import type { PersonId, Term } from '../../kernel/people.ts';
import type { LocalDate } from '../../kernel/time.ts';
import type { PostBody } from './model.ts';

/** Terms kept of one post; the oldest finished ones are in the ledger only. */
const MAX_TERMS = 60;

/**
 * The post with other holders, and the history that follows: who goes gets an end, who comes a beginning (S61).
 * `since`: the first day of those who come, today when it is not told.
 */
export function withHolders(
  post: PostBody,
  holders: readonly PersonId[],
  today: LocalDate,
  since: LocalDate = today,
): PostBody {
  const now = [...new Set(holders)];
  const left = post.holders.filter((h) => !now.includes(h));
  const came = now.filter((h) => !post.holders.includes(h));
  if (left.length === 0 && came.length === 0) return { ...post, holders: now };
  const before = post.terms ?? [];
  const isOpen = (t: Term): boolean => t.to === undefined && left.includes(t.person);
  const ended = before.map((t) => (isOpen(t) ? { ...t, to: today } : t));
  const unknown = left.filter((h) => !before.some((t) => isOpen(t) && t.person === h));
  const terms: readonly Term[] = [
    ...ended,
    ...unknown.map((person) => ({ person, to: today })),
    ...came.map((person) => ({ person, from: since })),
  ];
  return { ...post, holders: now, terms: terms.slice(-MAX_TERMS) };
}

/** Since when this person holds the post now; undefined when that was never kept. */
export const heldSince = (
  post: { readonly terms?: readonly Term[] },
  person: PersonId,
): LocalDate | undefined => post.terms?.find((t) => t.person === person && t.to === undefined)?.from;
