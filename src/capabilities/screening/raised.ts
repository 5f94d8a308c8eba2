import { differCard } from '../../../cards/screening/forms.ts';
import { said } from '../../../cards/screening/text.ts';
import type { Acting, AnyCommand, Change, Outcome } from '../../kernel/capability.ts';
import { type RiskDoc, riskOf } from '../risks/index.ts';
import { isOpen } from './answers.ts';
import { answered, deskMessages, deskSubject } from './change.ts';
import { afterwards, type Click, clicks, isHub, itemOf, openHub, refusedCard, show } from './click.ts';
import { type Item, placeKey } from './items.ts';
import { atItem, type Hub } from './load.ts';
import type { ReceiptBody } from './model.ts';
import { readReason } from './person.ts';
import { answerFormView } from './view.ts';

/** 领导提: the post holder says whether a risk that a leader raised belongs to the post (S59, S60). */
type Found = { readonly hub: Hub; readonly item: Item; readonly risk: RiskDoc };

async function found(acting: Acting, click: Click): Promise<Found | Outcome> {
  const hub = await openHub(acting, click);
  if (!isHub(hub)) return hub;
  const item = itemOf(hub, click.item);
  const risk = await riskOf(acting.read, click.risk);
  if (!item?.place) return refusedCard(acting, hub, 'itemGone');
  const here = risk !== undefined && placeKey(risk.body.place) === placeKey(item.place);
  if (!risk || !here || risk.body.method !== 'leader' || risk.body.declarer === hub.person.id)
    return refusedCard(acting, hub, 'riskGone');
  return { hub, item, risk };
}
const isFound = (f: Found | Outcome): f is Found => 'risk' in f;

/** The holder's word, as one document per risk and person. */
function receipt(acting: Acting, { hub, risk }: Found, says: ReceiptBody['says'], reason?: string): Change {
  const { campaign, person } = hub;
  const body: ReceiptBody = {
    ...{ campaign: campaign.id, risk: risk.id, person: person.id, says, at: acting.now },
    raisedBy: risk.body.declarer,
    seen: says === 'agrees',
  };
  return {
    events: [
      {
        type: `screening.${says}`,
        about: `risk:${risk.id}`,
        by: person.id,
        at: acting.now,
        data: { campaign: campaign.id },
      },
    ],
    put: [
      {
        kind: 'receipt',
        id: `${campaign.id}|${person.id}|${risk.id}`,
        rev: 0,
        body,
        ...(reason === undefined ? {} : { sealed: { reason } }),
      },
    ],
  };
}
/** Agreed: with nothing else at the post that is the answer; else the other entries still wait for theirs. */
async function agree(acting: Acting, click: Click): Promise<Outcome> {
  const f = await found(acting, click);
  if (!isFound(f)) return f;
  const { hub, item, risk } = f;
  if (hub.receipts.has(risk.id)) return refusedCard(acting, hub, 'alreadyDecided');
  const { entries } = await atItem(acting, hub, item);
  const answers = entries.length === 0 || !isOpen(hub.answers.get(item.key)?.body);
  const given = answered(acting, hub, answers ? [{ item, kind: 'added', risks: [risk.id] }] : []);
  const mine = receipt(acting, f, 'agrees');
  return {
    kind: 'done',
    change: {
      ...given,
      events: [...mine.events, ...given.events],
      put: [...(mine.put ?? []), ...(given.put ?? [])],
    },
    answer: afterwards(hub.campaign.id, said.agreed),
  };
}

async function differForm(acting: Acting, click: Click): Promise<Outcome> {
  const f = await found(acting, click);
  if (!isFound(f)) return f;
  const title = f.risk.sealed?.title ?? f.risk.body.stepName;
  return show({ card: differCard({ ...answerFormView(acting, f.hub, f.item), risk: f.risk.id, title }) });
}

/** The view goes to the leader's desk; the item itself still waits for the holder's own answer. */
async function differ(acting: Acting, click: Click): Promise<Outcome> {
  const f = await found(acting, click);
  if (!isFound(f)) return f;
  const reason = readReason(acting, click);
  if (typeof reason !== 'string') return reason;
  if (f.hub.receipts.has(f.risk.id)) return refusedCard(acting, f.hub, 'alreadyDecided');
  const leader = f.risk.body.declarer;
  return {
    kind: 'done',
    change: {
      ...receipt(acting, f, 'differs', reason),
      messages: deskMessages([leader]),
      touches: [deskSubject(leader), `screening:${f.hub.campaign.id}:${f.hub.person.id}`],
    },
    answer: afterwards(f.hub.campaign.id, said.differs),
  };
}

export const raisedCommands: Readonly<Record<string, AnyCommand>> = {
  'screening.agree': clicks(agree, 'risk.declare'),
  'screening.differ': clicks(differForm),
  'screening.differSend': clicks(differ, 'risk.declare'),
};
