import type { ImportKind } from '../../kernel/importing.ts';
import { text } from '../../kernel/text.ts';
import { type Moved, organizationChange } from './change.ts';
import { planImport } from './plan.ts';
import { SHEETS } from './rows.ts';

/** Whom changed documents move. */
function movedBy(
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

/** Posts, power items with their steps, and roles from a table. */
export const organizationImport: ImportKind = {
  name: 'organization',
  label: text('岗位与角色', 'Posts and roles'),
  sheets: SHEETS,
  plan: async (acting, rows) => planImport(rows, acting.org, acting.newId, acting.today),
  settle: (acting, docs) => {
    const own = docs.filter((d) => ['post', 'step', 'grant', 'unit', 'division'].includes(d.kind));
    return organizationChange(acting, acting.actor.id, { moved: movedBy(own) });
  },
};
