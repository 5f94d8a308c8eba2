import type { World } from '../../kernel/capability.ts';
import type { PersonId } from '../../kernel/people.ts';
import { same, type Text, text } from '../../kernel/text.ts';

/** A person's name in the reader's language; an id we do not know any more stays an id. */
export const nameOf = (id: PersonId | 'system', world: Pick<World, 'org'>): Text => {
  if (id === 'system') return text('系统', 'the system');
  const person = world.org.people.get(id);
  return person ? text(person.name, person.enName ?? person.name) : same(id);
};
