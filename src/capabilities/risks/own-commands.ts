import type { Card } from '../../../cards/kit/card.ts';
import { confirmCard } from '../../../cards/risks/confirm.ts';
import { formCard } from '../../../cards/risks/form.ts';
import { mineCard } from '../../../cards/risks/mine.ts';
import { retireCard } from '../../../cards/risks/retire.ts';
import { statusCard } from '../../../cards/risks/status.ts';
import type { Acting, AnyCommand, ChatWord, Command, Outcome, World } from '../../kernel/capability.ts';
import type { Person } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { text } from '../../kernel/text.ts';
import {
  type Click,
  clickInput,
  refused,
  settle,
  show,
  showsMine,
  showsRisk,
  showsStart,
  statusAnswer,
} from './click.ts';

import { policyObject } from './holders.ts';
import { inForce } from './in-force.ts';
import type { RiskDoc } from './model.ts';
import { riskOf, risksOf } from './own.ts';
import { retireView, sendRetirement, startRetirement } from './retire.ts';
import { withdraw } from './submit.ts';
import { correctionForm, keptForm } from './view-form.ts';
import { confirmView, mineView, statusView } from './view-own.ts';

/** One's own risks: list, state, withdraw, correct, retire. */
export const drawMine = async (world: World, person: Person, page: number): Promise<Card> =>
  mineCard(mineView(world, await risksOf(world, person.id), page));

/** The card that fits a risk's state: one's own draft goes on at the confirm card, a returned one at its form. */
export async function drawRisk(world: World, doc: RiskDoc, viewer: Person | undefined): Promise<Card> {
  const own = viewer?.id === doc.body.declarer;
  if (own && doc.body.status === 'draft') return confirmCard(await confirmView(world, doc));
  if (own && doc.body.status === 'returned')
    return doc.body.replaces?.how === 'retire'
      ? retireCard(retireView(world, doc))
      : formCard(await keptForm(world, doc));
  return statusCard(statusView(world, doc, viewer));
}

/** May this person look at it at all? A draft is nobody else's. */
export function maySee({ org, settings }: World, viewer: Person, { body }: RiskDoc): boolean {
  if (body.declarer === viewer.id) return true;
  return (
    body.status !== 'draft' && may(viewer, 'risk.view', org, policyObject(body, org, settings.review.chains))
  );
}

async function showRisk(acting: Acting, click: Click): Promise<Outcome> {
  const doc = await riskOf(acting.read, click.id);
  if (!doc) return refused(acting, 'gone');
  return maySee(acting, acting.actor, doc)
    ? show({ card: await drawRisk(acting, doc, acting.actor), shows: showsRisk(doc.id) })
    : refused(acting, 'notYours');
}

async function withdrawOwn(acting: Acting, click: Click): Promise<Outcome> {
  const doc = await riskOf(acting.read, click.id);
  const decided = withdraw(doc, { by: acting.actor.id, now: acting.now, rev: click.rev });
  return settle(acting, click.id, doc, decided, statusAnswer(text('已撤回', 'Withdrawn')));
}

async function startCorrection(acting: Acting, click: Click): Promise<Outcome> {
  const of = await inForce(acting, click.id);
  return 'stop' in of
    ? of.stop
    : show({ card: formCard(correctionForm(acting, of.doc)), shows: showsStart(acting.actor.id) });
}

const looks = (run: (acting: Acting, click: Click) => Promise<Outcome>): Command<Click> => ({
  input: clickInput,
  action: 'self.use',
  run,
});
const declares = (run: (acting: Acting, click: Click) => Promise<Outcome>): Command<Click> => ({
  input: clickInput,
  action: 'risk.declare',
  run,
});

export const ownCommands: Readonly<Record<string, AnyCommand>> = {
  'risks.mine': looks(async (acting, click) =>
    show({
      card: await drawMine(acting, acting.actor, click.page),
      shows: showsMine(acting.actor.id, click.page),
    }),
  ),
  'risks.show': looks(showRisk),
  'risks.withdraw': declares(withdrawOwn),
  'risks.correct': declares(startCorrection),
  'risks.retire': declares(startRetirement),
  'risks.retireSend': declares(sendRetirement),
};

export const ownWords: readonly ChatWord[] = [
  {
    words: ['我的', '我的风险', '我的风险点', 'mine'],
    menuKey: 'my_risks',
    action: 'self.use',
    run: async (acting) =>
      show({ card: await drawMine(acting, acting.actor, 0), shows: showsMine(acting.actor.id, 0) }),
  },
];
