import type { Change, World } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import type { PersonId } from '../../kernel/people.ts';
import { deskMessages, deskSubject } from './change.ts';
import { confirmersOf, itemsOf } from './items.ts';
import type { AnswerBody, AnswerTexts } from './model.ts';

/** What waited for somebody's confirmation is given to those who confirm now; undefined: nothing has to move. */
export async function moveConfirmations(world: World, from: PersonId): Promise<Change | undefined> {
  const items = await allOf<AnswerBody, AnswerTexts>(world.read, 'answer', {
    index: 'holder',
    from,
    to: from,
  });
  const moved = items.flatMap(({ id, rev, body, sealed }) => {
    const person = world.org.people.get(body.person);
    const item = person && itemsOf(person.id, world.org).find((i) => i.key === body.item);
    const holders = person && item ? confirmersOf(person, item, world.org) : [];
    if (holders.length === 0 || holders.includes(from)) return [];
    const put = { kind: 'answer', id, rev, body: { ...body, holders }, ...(sealed ? { sealed } : {}) };
    return [{ put, holders }];
  });
  if (moved.length === 0) return undefined;
  const now = moved.flatMap((m) => m.holders);
  return {
    events: [{ type: 'screening.reheld', about: `person:${from}`, by: 'system', at: world.now }],
    put: moved.map((m) => m.put),
    messages: deskMessages(now),
    touches: [deskSubject(from), ...now.map(deskSubject)],
  };
}
