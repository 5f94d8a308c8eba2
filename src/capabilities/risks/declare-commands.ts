import type { Card } from '../../../cards/kit/card.ts';
import { confirmCard } from '../../../cards/risks/confirm.ts';
import { formCard } from '../../../cards/risks/form.ts';
import { pickCard } from '../../../cards/risks/place.ts';
import { retireCard } from '../../../cards/risks/retire.ts';
import { startCard } from '../../../cards/risks/start.ts';
import { plainCard } from '../../../cards/risks/status.ts';
import type { Acting, AnyCommand, ChatWord, Command, Outcome, World } from '../../kernel/capability.ts';
import type { Person } from '../../kernel/people.ts';
import { text } from '../../kernel/text.ts';
import {
  type Click,
  clickInput,
  refused,
  settle,
  show,
  showsRisk,
  showsStart,
  statusAnswer,
} from './click.ts';
import { obstacleToEdit } from './declare.ts';
import { readText } from './draft.ts';
import { hintsFor, receiveForm } from './drafting.ts';
import type { RiskDoc } from './model.ts';
import { openChangeOf, ownWaiting, riskOf } from './own.ts';
import { mayDeclareAt, pickView, placeOf, startView } from './places.ts';
import { readResponsible } from './responsible.ts';
import { retireView } from './retire.ts';
import { chainFor } from './route.ts';
import { faultOutcome, screen } from './screen.ts';
import { submit } from './submit.ts';
import { keptForm, newForm } from './view-form.ts';
import { confirmView } from './view-own.ts';

/** Start, place, form, confirm, submit. */
export const drawStart = async ({ org, read }: World, person: Person): Promise<Card> =>
  startCard(startView(person, org, await ownWaiting(read, person.id)));

/** The word 填报: straight to the form for somebody with one post and nothing else to choose or finish. */
async function declareWord(acting: Acting): Promise<Outcome> {
  const { actor, org } = acting;
  const view = startView(actor, org, await ownWaiting(acting.read, actor.id));
  const [only, ...more] = view.posts;
  const simple =
    only && more.length === 0 && !view.division && !view.unit && !view.mayRaise && view.waiting === 0;
  const place = simple ? placeOf(only.keys, org) : undefined;
  if (!place) return show({ card: startCard(view), shows: showsStart(actor.id) });
  const form = await newForm(acting, place, 'self');
  return show({
    card: formCard(form),
    shows: { card: 'risks.form', about: `form:${form.id}`, params: { ...form.keys } },
  });
}

async function pickPlace(
  acting: Acting,
  click: Click,
  level: 'unit' | 'division' | 'post',
): Promise<Outcome> {
  const unit = click.unit || (level === 'division' ? click.option : '');
  const division = level === 'post' ? click.division || click.option : '';
  const view = pickView(
    acting.actor,
    {
      method: click.method === 'leader' ? 'leader' : 'peer',
      page: click.page,
      ...(unit === '' ? {} : { unit }),
      ...(division === '' ? {} : { division }),
    },
    acting.org,
  );
  return view
    ? show({ card: pickCard(view), shows: showsStart(acting.actor.id) })
    : refused(acting, 'placeNotYours');
}

async function openForm(acting: Acting, click: Click): Promise<Outcome> {
  const place = placeOf({ ...click, post: click.post || click.option }, acting.org);
  if (!place) return refused(acting, 'placeGone');
  const { actor, org } = acting;
  const method = click.method === 'leader' || click.method === 'peer' ? click.method : 'self';
  if (!mayDeclareAt(actor, place, method, org)) return refused(acting, 'placeNotYours');
  // Somebody who picked his own post on the way found it himself.
  const own = method !== 'self' && mayDeclareAt(actor, place, 'self', org);
  const form = await newForm(acting, place, own ? 'self' : method);
  return show({ card: formCard(form), shows: showsStart(actor.id) });
}

/** Back to the form of what is kept: a draft, an untouched one, a returned one. */
export async function editKept(acting: Acting, click: Click): Promise<Outcome> {
  const doc = await riskOf(acting.read, click.id);
  if (!doc) return refused(acting, 'gone');
  const retiring = doc.body.replaces?.how === 'retire';
  const obstacle =
    obstacleToEdit(doc.body, acting.actor.id) ??
    (retiring && doc.body.status !== 'returned' ? 'alreadySubmitted' : undefined);
  if (obstacle) return refused(acting, obstacle, doc);
  const card = retiring ? retireCard(retireView(acting, doc)) : formCard(await keptForm(acting, doc));
  return show({ card, shows: showsRisk(doc.id) });
}

const SENT = text('已提交', 'Submitted');
async function confirmKept(acting: Acting, click: Click): Promise<Outcome> {
  const stopped = screen(acting, click.form);
  if (stopped) return stopped;
  const doc = await riskOf(acting.read, click.id);
  const { empty } = acting.settings.quality;
  const title = readText(click.form, 'title', empty);
  if (!title.ok) return faultOutcome(title.fault, doc?.body.postKind);
  const measure = readText(click.form, 'measure', empty);
  if (!measure.ok) return faultOutcome(measure.fault, doc?.body.postKind);
  const other =
    doc?.body.replaces && doc.body.status === 'draft'
      ? await openChangeOf(acting.read, doc.body.replaces.id)
      : undefined;
  if (other) return refused(acting, 'changeOpen');
  const decided = submit(doc, {
    ...{ now: acting.now, org: acting.org, settings: acting.settings, calendar: acting.calendar },
    by: acting.actor.id,
    rev: click.rev,
    title: title.value,
    measure: measure.value,
    ...(doc ? { responsible: readResponsible(click.form, doc.body, acting.org) } : {}),
    hints: doc ? await hintsAtConfirm(acting, doc, measure.value) : [],
    chain: doc ? chainFor(doc.body, acting) : [],
  });
  if (!decided.ok && decided.refusal === 'changedSinceCard' && doc) return freshConfirm(acting, doc);
  return settle(acting, click.id, doc, decided, statusAnswer(SENT));
}

const hintsAtConfirm = (acting: Acting, doc: RiskDoc, measure: string) => {
  const { place, area, powerItem, replaces } = doc.body;
  const texts = {
    content: doc.sealed?.content ?? '',
    manifestation: doc.sealed?.manifestation ?? '',
    measure,
  };
  return hintsFor(acting, { id: doc.id, place, area: area ?? powerItem, replaces: replaces?.id }, texts);
};

/** The draft moved on (another device, another card): the newest confirm card instead of a dead one. */
async function freshConfirm(acting: Acting, doc: RiskDoc): Promise<Outcome> {
  const outcome = refused(acting, 'changedSinceCard', doc);
  return outcome.kind === 'refused'
    ? { ...outcome, card: confirmCard(await confirmView(acting, doc)) }
    : outcome;
}

const DISCARDED = plainCard(
  text('草稿已放弃', 'Draft discarded'),
  text('填写的内容已清除。', 'What you typed has been erased.'),
);
async function discard(acting: Acting, click: Click): Promise<Outcome> {
  const doc = await riskOf(acting.read, click.id);
  if (!doc) return show({ card: DISCARDED });
  if (doc.body.declarer !== acting.actor.id) return refused(acting, 'notYours');
  if (doc.body.status !== 'draft') return refused(acting, 'alreadySubmitted', doc);
  if (doc.rev !== click.rev) return freshConfirm(acting, doc);
  const ref = { kind: 'risk', id: doc.id };
  const event = { type: 'risk.discarded', about: `risk:${doc.id}`, by: acting.actor.id, at: acting.now };
  return {
    kind: 'done',
    change: {
      events: [event],
      erase: [{ ...ref, why: 'draft discarded by its declarer' }],
      remove: [{ ...ref, rev: doc.rev }],
      touches: [`risk:${doc.id}`],
    },
    answer: async () => ({ card: DISCARDED }),
  };
}

const declares = (run: (acting: Acting, click: Click) => Promise<Outcome>): Command<Click> => ({
  input: clickInput,
  action: 'risk.declare',
  run,
});

export const declareCommands: Readonly<Record<string, AnyCommand>> = {
  'risks.start': declares(async (acting) =>
    show({ card: await drawStart(acting, acting.actor), shows: showsStart(acting.actor.id) }),
  ),
  'risks.pickUnit': declares((acting, click) => pickPlace(acting, click, 'unit')),
  'risks.pickDivision': declares((acting, click) => pickPlace(acting, click, 'division')),
  'risks.pickPost': declares((acting, click) => pickPlace(acting, click, 'post')),
  'risks.form': declares(openForm),
  'risks.draft': declares(receiveForm),
  'risks.back': declares(editKept),
  'risks.edit': declares(editKept),
  'risks.confirm': declares(confirmKept),
  'risks.discard': declares(discard),
};

export const declareWords: readonly ChatWord[] = [
  {
    words: ['填报', '申报', 'declare'],
    menuKey: 'risk_new',
    action: 'risk.declare',
    run: declareWord,
  },
];
