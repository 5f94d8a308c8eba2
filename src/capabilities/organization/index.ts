import { refusals } from '../../../cards/organization/text.ts';
import type { Capability } from '../../kernel/capability.ts';
import { adminCommands, adminView, adminWord } from './admin.ts';
import { bindView, chatsView } from './chat-view.ts';
import { chatCommands, chatWords } from './chats.ts';
import { claimWord } from './claim.ts';
import { deliveryCards, deliveryCommands, onDeliveryFailed } from './delivery.ts';
import { importErrorsFile, importOpenView, importView } from './import-view.ts';
import { importCommands, importWord } from './importing.ts';
import { organizationLines } from './lines.ts';
import { organizationKinds } from './model.ts';
import { templateFile } from './template.ts';
import { whoCommands, whoWord } from './who.ts';
import { divisionView, postView, rolesView, unitsView, unitView } from './who-view.ts';

export { canonical } from './change.ts';
export { onChatEvent } from './chats.ts';
export { newClaimCode } from './claim.ts';
export { foldHeader } from './header.ts';
export { allOf, loadOrganization, organizationCache } from './load.ts';
export { lookupOf } from './lookup.ts';
export { seedOrganization } from './seed.ts';
export { syncDirectory } from './sync.ts';
export { labelOf } from './who-view.ts';
export { readMajors, splitCell } from './words.ts';
export { cleanFileName, readTables, writeTables } from './workbook.ts';

/** Who is who: people and places from Feishu, posts, steps and roles from imports and cards, groups from bindings. */
export const organization: Capability = {
  name: 'organization',
  kinds: organizationKinds,
  commands: { ...chatCommands, ...importCommands, ...whoCommands, ...deliveryCommands, ...adminCommands },
  words: [claimWord, ...chatWords, importWord, whoWord, adminWord],
  cards: {
    'organization.bind': bindView,
    'organization.chats': chatsView,
    'organization.importOpen': importOpenView,
    'organization.import': importView,
    'organization.units': unitsView,
    'organization.unit': unitView,
    'organization.division': divisionView,
    'organization.post': postView,
    'organization.roles': rolesView,
    'organization.admin': adminView,
    ...deliveryCards,
  },
  files: { 'organization.template': templateFile, 'organization.importErrors': importErrorsFile },
  lines: organizationLines,
  on: { 'delivery.failed': onDeliveryFailed },
  refusals,
};
