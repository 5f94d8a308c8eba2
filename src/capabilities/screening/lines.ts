import { digestLine } from '../../../cards/screening/text.ts';
import type { LineRenderer } from '../../kernel/capability.ts';
import { riskOf } from '../risks/index.ts';
import { campaignOf, participantOf } from './load.ts';
import { type AnswerBody, participantId } from './model.ts';
import { lastDeclareDay } from './stages.ts';
import { answerPlace } from './view.ts';

/** Digest lines; each is left out once it is no longer true. */
const ofAnswer =
  (
    state: AnswerBody['state'] | undefined,
    say: (place: string) => ReturnType<typeof digestLine.stuck>,
  ): LineRenderer =>
  async (world, id) => {
    const answer = await world.read.get<AnswerBody>({ kind: 'answer', id });
    return answer && (state === undefined || answer.body.state === state)
      ? say(answerPlace(world, answer.body))
      : undefined;
  };

export const screeningLines: Readonly<Record<string, LineRenderer>> = {
  'screening.remind': async (world, id, { person }) => {
    const campaign = await campaignOf(world.read, id);
    const state = (await participantOf(world.read, id, String(person)))?.body.state ?? 'sent';
    if (campaign?.body.stage !== 'declaring' || (state !== 'sent' && state !== 'started')) return undefined;
    return digestLine.remind(campaign.body.year, lastDeclareDay(campaign.body, world.calendar));
  },
  'screening.askedAgain': ofAnswer('askedAgain', digestLine.askedAgain),
  'screening.stuck': ofAnswer('waiting', digestLine.stuck),
  'screening.sampleAgain': ofAnswer(undefined, digestLine.sampleAgain),
  'screening.raised': async (world, id) => {
    const risk = await riskOf(world.read, id);
    return risk && ['inReview', 'returned', 'approved', 'effective'].includes(risk.body.status)
      ? digestLine.raised(world.org.placeName(risk.body.place))
      : undefined;
  },
  'screening.noGroup': async (world, _id, { unit }) => {
    const found = world.org.units.get(String(unit));
    return found && !world.org.unitChat(found.id) ? digestLine.noGroup(found.name) : undefined;
  },
  'screening.sample': async (world, id) => {
    const n = (await campaignOf(world.read, id))?.body.sample?.length ?? 0;
    return n > 0 ? digestLine.sample(n) : undefined;
  },
  'screening.pledge': async (world, id, { person }) => {
    const campaign = await campaignOf(world.read, id);
    const ref = { kind: 'pledge', id: participantId(id, String(person)) };
    return campaign && !(await world.read.get(ref)) ? digestLine.pledge(campaign.body.year) : undefined;
  },
};
