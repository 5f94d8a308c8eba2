import type { Message, World } from '../../kernel/capability.ts';
import type { PersonId } from '../../kernel/people.ts';
import { actingFor } from './holders.ts';
import type { RiskBody } from './model.ts';

/** A risk before or after a change: a document, or what is about to be put. */
export type RiskState = { readonly id: string; readonly body: RiskBody };
export type DeskMessages = { readonly messages: readonly Message[]; readonly touches: readonly string[] };

const deskOf = (person: PersonId): string => `desk:${person}`;
const reviewers = (world: World, risk: RiskState | undefined): readonly PersonId[] =>
  risk?.body.status === 'inReview' ? actingFor(risk.body, world.org) : [];

/**
 * Messages and redraws that follow when a risk gets other reviewers. The first item on an empty desk is sent as a
 * new card in working hours; later ones gather on the card that is there (domain.md §7.2).
 */
export async function deskMessages(
  world: World,
  before: RiskState | undefined,
  after: RiskState,
): Promise<DeskMessages> {
  const old = reviewers(world, before);
  const now = reviewers(world, after);
  const fresh = now.filter((p) => !old.includes(p));
  const messages = fresh.map(
    (person): Message => ({
      to: { person },
      card: 'risks.desk',
      about: deskOf(person),
      when: 'working',
      gather: true,
    }),
  );
  // The declarer's own returned risks stand on his desk too.
  const own = [before, after].some((r) => r?.body.status === 'returned') ? [after.body.declarer] : [];
  const touches = [...new Set([...old, ...now, ...own])].map(deskOf);
  return { messages, touches: [...touches, `risk:${after.id}`] };
}
