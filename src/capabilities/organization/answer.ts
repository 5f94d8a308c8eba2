import type { Acting, Answer, CardRenderer, Change, Outcome, World } from '../../kernel/capability.ts';
import type { Toast } from '../../kernel/envelope.ts';
import type { Person } from '../../kernel/people.ts';
import type { Text } from '../../kernel/text.ts';
import type { Json } from '../../store/store.ts';

/** A card by name, with what it is about: how commands say what the clicker sees next. */
export type Screen = {
  readonly card: string;
  readonly about: string;
  readonly params?: Readonly<Record<string, Json>>;
  readonly draw: CardRenderer;
};

export const isAdmin = (world: Pick<World, 'org'>, viewer: Person | undefined): boolean =>
  viewer !== undefined && world.org.hasRole(viewer, 'office_admin');

async function draw(acting: Acting, screen: Screen): Promise<Answer> {
  const id = screen.about.slice(screen.about.indexOf(':') + 1);
  const card = await screen.draw(acting, id, screen.params ?? {}, acting.actor);
  const { draw: _draw, ...shows } = screen;
  return card ? { card, shows } : {};
}

/** Nothing changes; this is what there is to see. */
export const show = async (acting: Acting, screen: Screen, toast?: Toast): Promise<Outcome> => ({
  kind: 'show',
  answer: { ...(await draw(acting, screen)), ...(toast ? { toast } : {}) },
});

/** Something changes; then this is what there is to see. */
export const done = (change: Change, screen: Screen, said: Text): Outcome => ({
  kind: 'done',
  change,
  answer: async (after) => ({ ...(await draw(after, screen)), toast: { type: 'success', text: said } }),
});

/** A rule says no: why, with the card as it is now. */
export async function refused(acting: Acting, why: Text, screen: Screen): Promise<Outcome> {
  const { card } = await draw(acting, screen);
  return { kind: 'refused', why, ...(card ? { card } : {}) };
}
