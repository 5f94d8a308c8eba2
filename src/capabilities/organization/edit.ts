import { refusals, said } from '../../../cards/organization/text.ts';
import type { Acting, Outcome } from '../../kernel/capability.ts';
import type { Text } from '../../kernel/text.ts';
import { done, refused, type Screen } from './answer.ts';
import { type Moved, organizationChange } from './change.ts';
import type { OnSubject } from './inputs.ts';

/** Reads what a button is about, refuses when it moved since, and otherwise puts the changed body. */
export async function edit<B>(
  acting: Acting,
  input: Pick<OnSubject, 'id' | 'rev'>,
  kind: string,
  screen: Screen,
  change: (body: B) => B | Text,
  moved: Moved,
): Promise<Outcome> {
  const doc = await acting.read.get<B>({ kind, id: input.id });
  if (!doc) return { kind: 'invalid', why: refusals.gone };
  if (doc.rev !== input.rev) return refused(acting, refusals.stale, screen);
  const body = change(doc.body);
  if (body !== null && typeof body === 'object' && 'zh-CN' in body)
    return refused(acting, body as Text, screen);
  const made = await organizationChange(acting, acting.actor.id, {
    put: [{ kind, id: input.id, rev: doc.rev, body }],
    moved,
    events: [{ type: `${kind}.edited`, about: `${kind}:${input.id}`, by: acting.actor.id, at: acting.now }],
  });
  return done(made, screen, said.saved);
}

export const isActive = (acting: Acting, id: string | undefined): id is string =>
  acting.org.active(id) !== undefined;
