import { cleanText } from '../../../cards/kit/clean.ts';
import { awayCard, noneCard } from '../../../cards/screening/forms.ts';
import { said } from '../../../cards/screening/text.ts';
import type { Acting, AnyCommand, Outcome } from '../../kernel/capability.ts';
import { saysNothing, screenTexts } from '../risks/index.ts';
import { type AnswerRefusal, isOpen, obstacleToNoChange, obstacleToNone } from './answers.ts';
import { answered } from './change.ts';
import {
  afterwards,
  type Click,
  cardAnswer,
  clicks,
  invalid,
  isHub,
  itemOf,
  openHub,
  refused,
  refusedCard,
  show,
} from './click.ts';
import { confirmersOf, type Item, needsConfirmation } from './items.ts';
import { atItem, type Hub, hubOf } from './load.ts';
import { AWAY_REASONS } from './model.ts';
import { answerFormView } from './view.ts';

/** Characters of a reason. */
const MAX_REASON = 200;

const askedOf = async (acting: Acting, hub: Hub, item: Item) => {
  const { entries, raised } = await atItem(acting, hub, item);
  const answer = hub.answers.get(item.key)?.body;
  return { item, answer, entries: entries.length, raised: raised.length, risks: entries.map((r) => r.id) };
};

/** 没有变化: one item, or with `*` all that wait and have entries. */
async function noChange(acting: Acting, click: Click): Promise<Outcome> {
  const hub = await openHub(acting, click);
  if (!isHub(hub)) return hub;
  const wanted = click.item === '*' ? hub.items : hub.items.filter((i) => i.key === click.item);
  const asked = await Promise.all(wanted.map((i) => askedOf(acting, hub, i)));
  const fits = asked.filter(
    (a) => obstacleToNoChange(a) === undefined && (click.item !== '*' || isOpen(a.answer)),
  );
  if (fits.length === 0) {
    const why: AnswerRefusal | undefined = asked.map(obstacleToNoChange).find((o) => o !== undefined);
    return refusedCard(acting, hub, why ?? 'itemGone');
  }
  const given = fits.map(({ item, risks }) => ({ item, kind: 'noChange' as const, risks }));
  return {
    kind: 'done',
    change: answered(acting, hub, given),
    answer: afterwards(hub.campaign.id, said.unchanged),
  };
}

/** Shows one item in detail; also the way back from a form. */
async function openItem(acting: Acting, click: Click): Promise<Outcome> {
  const hub = await hubOf(acting, click.id, acting.actor.id);
  return hub ? show(await cardAnswer(acting, hub, undefined, click.item)) : refused('notAsked');
}

const formOf = (which: 'none' | 'away') => async (acting: Acting, click: Click) => {
  const hub = await openHub(acting, click);
  if (!isHub(hub)) return hub;
  const item = itemOf(hub, click.item);
  if (!item) return refusedCard(acting, hub, 'itemGone');
  const obstacle = which === 'none' ? obstacleToNone(await askedOf(acting, hub, item)) : undefined;
  if (obstacle) return refusedCard(acting, hub, obstacle);
  const view = answerFormView(acting, hub, item);
  return show({ card: which === 'none' ? noneCard(view) : awayCard(view) });
};

/** The reason in the form, or the toast that says what is wrong with it. Nothing of a diverted text is kept. */
export function readReason(acting: Acting, click: Click): string | Outcome {
  const typed = click.form.reason;
  const reason = typeof typed === 'string' ? cleanText(typed) : '';
  if (reason === '') return invalid(said.reasonMissing);
  if ([...reason].length > MAX_REASON) return invalid(said.reasonLong);
  const stopped = screenTexts(acting, { reason });
  if (stopped) return stopped;
  return saysNothing(reason, acting.settings.quality) ? invalid(said.reasonEmpty) : reason;
}

/** 无风险点, with a reason; on leadership and key posts the head confirms it (S65). */
async function none(acting: Acting, click: Click): Promise<Outcome> {
  const hub = await openHub(acting, click);
  if (!isHub(hub)) return hub;
  const item = itemOf(hub, click.item);
  if (!item) return refusedCard(acting, hub, 'itemGone');
  const obstacle = obstacleToNone(await askedOf(acting, hub, item));
  if (obstacle) return refusedCard(acting, hub, obstacle);
  const reason = readReason(acting, click);
  if (typeof reason !== 'string') return reason;
  const holders = needsConfirmation(item) ? { holders: confirmersOf(hub.person, item, acting.org) } : {};
  return {
    kind: 'done',
    change: answered(acting, hub, [{ item, kind: 'none', reason, ...holders }]),
    answer: afterwards(hub.campaign.id, said.none),
  };
}

/** 不在岗: one answer for everything that still waits, confirmed by the head. */
async function away(acting: Acting, click: Click): Promise<Outcome> {
  const hub = await openHub(acting, click);
  if (!isHub(hub)) return hub;
  const chosen = AWAY_REASONS.find((r) => r === click.form.away);
  if (!chosen) return invalid(said.chooseReason);
  const open = hub.items.filter((i) => i.key === click.item || isOpen(hub.answers.get(i.key)?.body));
  const given = open.map((item) => ({
    item,
    kind: 'away' as const,
    away: chosen,
    holders: confirmersOf(hub.person, item, acting.org),
  }));
  return {
    kind: 'done',
    change: answered(acting, hub, given),
    answer: afterwards(hub.campaign.id, said.away),
  };
}

export const personCommands: Readonly<Record<string, AnyCommand>> = {
  'screening.noChange': clicks(noChange, 'risk.declare'),
  'screening.open': clicks(openItem),
  'screening.noneForm': clicks(formOf('none')),
  'screening.awayForm': clicks(formOf('away')),
  'screening.none': clicks(none, 'risk.declare'),
  'screening.away': clicks(away, 'risk.declare'),
};
