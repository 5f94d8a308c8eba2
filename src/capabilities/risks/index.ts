import type { Capability } from '../../kernel/capability.ts';
import { declaring } from './declaring.ts';
import { importLines, riskImport } from './importing.ts';
import { riskKind } from './model.ts';
import { reviewing } from './reviewing.ts';

export { assetWord, levelWord, methodWord, sourceWord, statusWord } from '../../../cards/risks/text.ts';
export { trailWord } from '../../../cards/risks/text-review.ts';
export { gradeFacts } from './declare.ts';
export { waitingFor } from './desk.ts';
export { actingFor, excludedOf, signerIds, subjectsOf } from './holders.ts';
export { placeFinder } from './import-place.ts';
export { RISK_SHEET } from './import-sheet.ts';
export { nameFinder, screenRow } from './import-texts.ts';
export { CONFIRMED_CASE } from './import-words.ts';
export { actorsOf, FOUND, type Found, type RiskBody, type RiskDoc, type RiskTexts } from './model.ts';
export { riskOf } from './own.ts';
export { hintsOf, isVagueMeasure, saysNothing } from './quality.ts';
export { mayView } from './review-cards.ts';
export {
  type Amendment,
  amend,
  markEffective,
  markPublished,
  noteJointRating,
  noteRecheck,
  noteRectified,
  reopen,
  rerouteStep,
  type Transition,
} from './review-later.ts';
export { actedBy, namedFor, policyObjectOf } from './review-view.ts';
export { readsOthersRisk } from './reviewing.ts';
export { screen as screenTexts } from './screen.ts';
export { signedHash, stillAsSigned } from './signature.ts';
export { signerName } from './signs-view.ts';
export { textHash } from './similar.ts';
export { openRisksOf, passStep, transferRisk } from './transfer.ts';
export { leaderOf, mayMaintain, ownerOf } from './view-own.ts';

/** Risk points from the first form to the review's last signature, and the changes of what is in force. */
export const risks: Capability = {
  name: 'risks',
  kinds: [riskKind],
  ...reviewing,
  commands: { ...declaring.commands, ...reviewing.commands },
  words: [...declaring.words, ...(reviewing.words ?? [])],
  cards: { ...declaring.cards, ...reviewing.cards },
  lines: { ...reviewing.lines, ...importLines },
  imports: [riskImport],
  refusals: { ...declaring.refusals, ...reviewing.refusals },
};
