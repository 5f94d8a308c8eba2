import { screenCard } from '../../../cards/screening/campaign.ts';
import { deploymentCard } from '../../../cards/screening/notice.ts';
import { planCard } from '../../../cards/screening/plan.ts';
import { screeningRefusals } from '../../../cards/screening/text.ts';
import type { Acting, Capability, CardRenderer, ChatWord, Outcome } from '../../kernel/capability.ts';
import { may } from '../../kernel/policy.ts';
import { risks } from '../risks/index.ts';
import { cardAnswer, refused, show } from './click.ts';
import { deskCommands, deskRenderer } from './desk.ts';
import { screeningLines } from './lines.ts';
import { campaignOf, hubOf, lastFrozen, liveCampaign } from './load.ts';
import { screeningKinds } from './model.ts';
import { officeAnswer, officeCommands } from './office.ts';
import { changeRenderer, openingCommands } from './opening.ts';
import { personCommands } from './person.ts';
import { deploymentView, planView } from './plan-view.ts';
import { pledgeCommands, pledgeRenderer, pledgeSchedule, pledgeWord } from './pledges.ts';
import { progressCommands } from './progress.ts';
import { raisedCommands } from './raised.ts';
import { screeningReactions } from './reactions.ts';
import { rosterSchedule } from './roster.ts';
import { sampleCommands, sampleWord } from './sample.ts';
import { stageSchedule } from './schedule-stages.ts';
import { screenView } from './view.ts';

export { cardSubject } from './change.ts';
export { lastFrozen, liveCampaign } from './load.ts';
export type { AnswerBody, AnswerKind, CampaignBody, CampaignDoc, PledgeBody } from './model.ts';
export { countsByGroup, kindCounts, type Scope } from './numbers.ts';
export { moveConfirmations } from './rehold.ts';

/** `<campaign>:<person>`, the id of a person's campaign card. */
const drawCard: CardRenderer = async (world, id, _params, viewer) => {
  const [campaign = '', person = ''] = id.split(':');
  const hub = viewer?.id === person ? await hubOf(world, campaign, person) : undefined;
  return hub && screenCard(await screenView(world, hub));
};
const drawPlan: CardRenderer = async (world, id, _params, viewer) => {
  const doc = await campaignOf(world.read, id);
  return doc && viewer && may(viewer, 'admin.office', world.org)
    ? planCard(await planView(world, doc))
    : undefined;
};
const drawDeployment: CardRenderer = async (world, _id, params) => {
  const doc = await campaignOf(world.read, String(params.campaign));
  return doc && deploymentCard(await deploymentView(world, doc, String(params.unit)));
};

async function startDeclaring(acting: Acting): Promise<Outcome> {
  const command = risks.commands['risks.start'];
  const input = command?.input.safeParse({ id: 'new', rev: 0, value: {}, form: {} });
  return command && input?.success ? command.run(acting, input.data) : refused('noCampaign');
}

/** 排查: the plan for the office, one's own card for everybody else. */
async function openScreening(acting: Acting): Promise<Outcome> {
  if (may(acting.actor, 'admin.office', acting.org)) return show(await officeAnswer(acting));
  const campaign = (await liveCampaign(acting.read)) ?? (await lastFrozen(acting.read));
  // Between campaigns the word means what it always meant: declare a risk.
  if (!campaign || campaign.body.stage === 'planned') return startDeclaring(acting);
  const hub = await hubOf(acting, campaign.id, acting.actor.id);
  return hub ? show(await cardAnswer(acting, hub)) : refused('notAsked');
}
const screeningWord: ChatWord = {
  words: ['排查', '年度排查', 'screening'],
  menuKey: 'screening',
  action: 'self.use',
  run: openScreening,
};

/** 年度排查: planned by the office, answered by everybody with one card, counted by unit, frozen on its day. */
export const screening: Capability = {
  name: 'screening',
  kinds: screeningKinds,
  commands: {
    ...officeCommands,
    ...personCommands,
    ...openingCommands,
    ...raisedCommands,
    ...deskCommands,
    ...progressCommands,
    ...sampleCommands,
    ...pledgeCommands,
  },
  words: [screeningWord, sampleWord, pledgeWord],
  cards: {
    'screening.card': drawCard,
    'screening.plan': drawPlan,
    'screening.deployment': drawDeployment,
    'screening.change': changeRenderer,
    'screening.desk': deskRenderer,
    'screening.responsibility': pledgeRenderer,
  },
  lines: screeningLines,
  schedules: [stageSchedule, rosterSchedule, pledgeSchedule],
  on: screeningReactions,
  refusals: screeningRefusals,
};
