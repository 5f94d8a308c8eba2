import { refusals } from '../../../cards/organization/text.ts';
import type { Capability } from '../../kernel/capability.ts';
import { adminCommands, adminView, adminWord } from './admin.ts';
import { bindDivisionView, bindView, chatsView } from './chat-view.ts';
import { chatCommands, chatWords } from './chats.ts';
import { claimWord } from './claim.ts';
import { deliveryCards, deliveryCommands, onDeliveryFailed } from './delivery.ts';
import { organizationImport } from './importing.ts';
import { organizationLines } from './lines.ts';
import { organizationKinds } from './model.ts';
import { postView } from './post-view.ts';
import { postCommands, postsWord } from './posts.ts';
import { standInCards, standInCommands, standInWord } from './stand-in-commands.ts';
import { whoCommands, whoWord } from './who.ts';
import { divisionView, rolesView, unitsView, unitView } from './who-view.ts';

export { done, isAdmin, refused, type Screen, show } from './answer.ts';
export { canonical, organizationChange } from './change.ts';
export { onChatEvent } from './chats.ts';
export { newClaimCode } from './claim.ts';
export { loadOrganization, organizationCache } from './load.ts';
export { type Lookup, lookupOf, nearestOf } from './lookup.ts';
export type { DivisionBody, PersonBody, PostBody } from './model.ts';
export { grantId } from './model.ts';
export { type Before, putsOf, undoOf } from './puts.ts';
export { seedOrganization } from './seed.ts';
export { syncDirectory } from './sync.ts';
export { withHolders } from './terms.ts';
export { labelOf } from './who-view.ts';
export { readKind, readMajors, splitCell } from './words.ts';

/** Who is who: people and places from Feishu, posts, steps and roles from imports and cards, groups from bindings. */
export const organization: Capability = {
  name: 'organization',
  kinds: organizationKinds,
  commands: {
    ...chatCommands,
    ...whoCommands,
    ...postCommands,
    ...deliveryCommands,
    ...adminCommands,
    ...standInCommands,
  },
  words: [claimWord, ...chatWords, postsWord, whoWord, adminWord, standInWord],
  cards: {
    'organization.bind': bindView,
    'organization.bindDivision': bindDivisionView,
    'organization.chats': chatsView,
    'organization.units': unitsView,
    'organization.unit': unitView,
    'organization.division': divisionView,
    'organization.post': postView,
    'organization.roles': rolesView,
    'organization.admin': adminView,
    ...deliveryCards,
    ...standInCards,
  },
  imports: [organizationImport],
  lines: organizationLines,
  on: { 'delivery.failed': onDeliveryFailed },
  refusals,
};
