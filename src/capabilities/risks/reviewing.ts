import { reviewRefusals } from '../../../cards/risks/text-review.ts';
import type { Capability, ReadingCheck } from '../../kernel/capability.ts';
import { adminReactions } from './admin-notices.ts';
import { ballotSchedule } from './ballot-schedule.ts';
import { cosignCommands } from './cosign-commands.ts';
import { deskWaits } from './desk.ts';
import { renderDesk } from './desk-cards.ts';
import { deskCommands, deskWord } from './desk-commands.ts';
import { escalationSchedule, overdueSchedule } from './escalate.ts';
import { riskOf } from './own.ts';
import { reholdSchedule } from './rehold.ts';
import { renderDiverted, renderReview } from './review-cards.ts';
import { reviewCommands } from './review-commands.ts';
import { formCommands } from './review-forms.ts';
import { reviewLines } from './review-lines.ts';
import { standInSchedule } from './stand-in-schedule.ts';

/** What stands in the catalogue is for its whole unit; before that, a risk is its declarer's and reviewers' business. */
export const readsOthersRisk: ReadingCheck = async ({ read }, id, viewer) => {
  const doc = await riskOf(read, id);
  return doc !== undefined && doc.body.declarer !== viewer.id && !FOR_ALL.has(doc.body.status);
};
const FOR_ALL: ReadonlySet<string> = new Set(['effective', 'retired', 'merged']);

/** The reviewing half of the capability: desk, review card and what follows from it, deadlines. */
export const reviewing: Pick<Capability, 'commands' | 'refusals'> &
  Required<Pick<Capability, 'words' | 'cards' | 'waits' | 'reads' | 'lines' | 'schedules' | 'on'>> = {
  commands: { ...reviewCommands, ...formCommands, ...deskCommands, ...cosignCommands },
  words: [deskWord],
  cards: { 'risks.desk': renderDesk, 'risks.review': renderReview, 'risks.diverted': renderDiverted },
  waits: { 'risks.desk': async (world, id, viewer) => viewer?.id === id && (await deskWaits(world, id)) },
  reads: { 'risks.review': readsOthersRisk, 'risks.status': readsOthersRisk },
  lines: reviewLines,
  schedules: [overdueSchedule, escalationSchedule, reholdSchedule, ballotSchedule, standInSchedule],
  on: adminReactions,
  refusals: reviewRefusals,
};
