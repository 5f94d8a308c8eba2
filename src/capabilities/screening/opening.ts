import { said } from '../../../cards/screening/text.ts';
import type { Acting, AnyCommand, CardRenderer, Message, Outcome } from '../../kernel/capability.ts';
import { risks } from '../risks/index.ts';
import { begun } from './change.ts';
import { type Click, clicks, isHub, itemOf, openHub, refused, refusedCard } from './click.ts';
import type { Hub } from './load.ts';

/**
 * What a person opens from the campaign card is sent below it: the form turns into the risk it became, while the
 * campaign card stays where it is and shows what was answered.
 */
async function sendBelow(acting: Acting, hub: Hub, message: Omit<Message, 'to' | 'when'>): Promise<Outcome> {
  const started = begun(hub);
  return {
    kind: 'done',
    change: {
      events: [],
      ...(started ? { put: [started] } : {}),
      messages: [{ ...message, to: { person: acting.actor.id }, when: 'now' }],
      touches: [`screening:${hub.campaign.id}:${hub.person.id}`],
    },
    answer: async () => ({ toast: { type: 'success', text: said.formSent } }),
  };
}

/** 新增: the declaration form of the item's place. */
async function add(acting: Acting, click: Click): Promise<Outcome> {
  const hub = await openHub(acting, click, false);
  if (!isHub(hub)) return hub;
  const item = itemOf(hub, click.item);
  if (!item) return refusedCard(acting, hub, 'itemGone');
  if (!item.place) return sendBelow(acting, hub, { card: 'risks.start', about: `start:${acting.actor.id}` });
  const { level, unit, division = '', post = '' } = item.place;
  const params = { level, unit, division, post, method: 'self' };
  return sendBelow(acting, hub, { card: 'risks.form', about: `form:${acting.newId('R')}`, params });
}

const HOW = { correct: 'risks.correct', retire: 'risks.retire' } as const;
const isHow = (how: string): how is keyof typeof HOW => Object.hasOwn(HOW, how);
/** What the risks' own button would show for this risk: one set of rules, wherever it is tapped. */
const ask = async (acting: Acting, how: keyof typeof HOW, id: string): Promise<Outcome> => {
  const command = risks.commands[HOW[how]];
  const input = command?.input.safeParse({ id, rev: 0, value: {}, form: {} });
  return command && input?.success ? command.run(acting, input.data) : refused('riskGone');
};

/** 更正 / 退出目录 of an entry. */
async function change(acting: Acting, click: Click): Promise<Outcome> {
  const hub = await openHub(acting, click, false);
  if (!isHub(hub)) return hub;
  if (!isHow(click.how)) return refused('riskGone');
  const outcome = await ask(acting, click.how, click.risk);
  // Only the words of a refusal: its card would take the campaign card's place.
  if (outcome.kind === 'refused') return { kind: 'refused', why: outcome.why };
  if (outcome.kind !== 'show') return outcome;
  const params = { risk: click.risk, how: click.how };
  return sendBelow(acting, hub, {
    card: 'screening.change',
    about: `change:${click.risk}:${click.how}`,
    params,
  });
}

export const openingCommands: Readonly<Record<string, AnyCommand>> = {
  'screening.add': clicks(add, 'risk.declare'),
  'screening.change': clicks(change, 'risk.declare'),
};

/** Draws the form that 更正 or 退出目录 opens; its subject is touched by nothing, so that typing is never lost. */
export const changeRenderer: CardRenderer = async (world, _id, params, viewer) => {
  const how = String(params.how);
  if (!viewer || !isHow(how)) return undefined;
  const outcome = await ask({ ...world, actor: viewer }, how, String(params.risk));
  return outcome.kind === 'show' ? outcome.answer.card : undefined;
};
