import { z } from 'zod';
import { screenCard } from '../../../cards/screening/campaign.ts';
import { type ScreeningRefusal, screeningRefusals } from '../../../cards/screening/text.ts';
import type { Acting, Answer, Command, Outcome } from '../../kernel/capability.ts';
import type { PolicyAction } from '../../kernel/policy.ts';
import type { Text } from '../../kernel/text.ts';
import { cardSubject } from './change.ts';
import type { Item } from './items.ts';
import { type Hub, hubOf } from './load.ts';
import { answering } from './stages.ts';
import { screenView } from './view.ts';

const plainId = z.string().max(120).catch('');
const value = z.object({
  item: plainId,
  risk: plainId,
  how: plainId,
  person: plainId,
  answer: plainId,
  option: plainId,
  page: z.coerce.number().int().min(0).max(1000).catch(0),
});
/** A button's value next to its form. Everything in it is looked up again. */
export const clickInput = z
  .object({
    id: plainId,
    rev: z.number().int().catch(-1),
    value: value.catch(value.parse({})),
    option: plainId,
    form: z.record(z.string(), z.unknown()).catch({}),
  })
  .transform(({ value: { option: _none, ...more }, ...raw }) => ({ ...more, ...raw }));
export type Click = z.infer<typeof clickInput>;

export const clicks = (
  run: (acting: Acting, click: Click) => Promise<Outcome>,
  action: PolicyAction = 'self.use',
): Command<Click> => ({ input: clickInput, action, run });

export const show = (answer: Answer): Outcome => ({ kind: 'show', answer });
export const invalid = (why: Text): Outcome => ({ kind: 'invalid', why });
export const refused = (why: ScreeningRefusal): Outcome => ({ kind: 'refused', why: screeningRefusals[why] });

const showsCard = (hub: Hub) => ({
  card: 'screening.card',
  about: cardSubject(hub.campaign.id, hub.person.id),
});
/** The person's card from the state as it is, with a toast when something was done. */
export async function cardAnswer(acting: Acting, hub: Hub, toast?: Text, item?: string): Promise<Answer> {
  const card = screenCard(await screenView(acting, hub, item));
  return { card, shows: showsCard(hub), ...(toast ? { toast: { type: 'success', text: toast } } : {}) };
}

/** A refusal with the fresh card. */
export async function refusedCard(acting: Acting, hub: Hub, why: ScreeningRefusal): Promise<Outcome> {
  const card = screenCard(await screenView(acting, hub));
  return { kind: 'refused', why: screeningRefusals[why], card };
}

/** After a commit: the same card from the new state. */
export const afterwards =
  (campaign: string, toast: Text) =>
  async (after: Acting): Promise<Answer> => {
    const hub = await hubOf(after, campaign, after.actor.id);
    return hub ? cardAnswer(after, hub, toast) : { toast: { type: 'success', text: toast } };
  };

/**
 * The clicker's place in the campaign, when answers are taken and the card is no older than the state; else the
 * outcome that says why not. `fresh: false` leaves the revision out, for what only opens something.
 */
export async function openHub(acting: Acting, click: Click, fresh = true): Promise<Hub | Outcome> {
  const hub = await hubOf(acting, click.id, acting.actor.id);
  if (!hub) return refused('notAsked');
  const open = answering(hub.campaign.body.stage);
  if (open === 'closed')
    return refusedCard(acting, hub, hub.campaign.body.movedAt.declaring === undefined ? 'notYet' : 'closed');
  if (fresh && (hub.participant?.rev ?? 0) !== click.rev) return refusedCard(acting, hub, 'stale');
  return hub;
}
export const isHub = (found: Hub | Outcome): found is Hub => 'items' in found;

/** The item behind a button, if it is still this person's. */
export const itemOf = (hub: Hub, key: string): Item | undefined => hub.items.find((i) => i.key === key);
