import { powerRefusals } from '../../../cards/powers/text.ts';
import type { Capability } from '../../kernel/capability.ts';
import { powersCommands, powersWord } from './commands.ts';
import { editCommands } from './edit.ts';
import { powerListImport } from './import-list.ts';
import { basisImport, policyImport } from './import-registers.ts';
import { powersKinds } from './model.ts';
import { registerCommands, registerWords } from './registers.ts';
import { itemRenderer } from './screen.ts';
import { versionCommands } from './version-cards.ts';
import { onStepsChanged } from './versions.ts';

export { checkItem, ownerPost, type Policy, policiesOf, readinessOf } from './checks.ts';
export { planKeyed } from './import-keyed.ts';
export { type PowerItem, placeOfItem, powerItem, powerItemId, powerItems } from './items.ts';
export {
  atStep,
  inOrder,
  liesIn,
  loadBasis,
  loadItemDoc,
  loadNoted,
  loadPolicies,
  risksInEffect,
} from './load.ts';
export type { BasisBody, PolicyBody, PowerItemBody, PowerItemTexts, PowerType } from './model.ts';
export { seedRegisters } from './seed.ts';

/** 权力清单、制度、依据文件: what each division may do, by which rules, step by step, with the risks on it. */
export const powers: Capability = {
  name: 'powers',
  kinds: powersKinds,
  commands: { ...powersCommands, ...editCommands, ...versionCommands, ...registerCommands },
  words: [powersWord, ...registerWords],
  cards: { 'powers.item': itemRenderer },
  imports: [basisImport, policyImport, powerListImport],
  on: { 'organization.changed': onStepsChanged },
  refusals: powerRefusals,
};
