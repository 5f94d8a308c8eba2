import { refusals } from '../../../cards/organization/text.ts';
import type { Capability } from '../../kernel/capability.ts';
import { bindView, chatsView } from './chat-view.ts';
import { chatCommands, chatWords } from './chats.ts';
import { claimWord } from './claim.ts';
import { organizationKinds } from './model.ts';

export { onChatEvent } from './chats.ts';
export { newClaimCode } from './claim.ts';
export { allOf, loadOrganization, organizationCache } from './load.ts';
export { seedOrganization } from './seed.ts';
export { syncDirectory } from './sync.ts';

/** Who is who: people and places from Feishu, posts, steps and roles from imports and cards, groups from bindings. */
export const organization: Capability = {
  name: 'organization',
  kinds: organizationKinds,
  commands: { ...chatCommands },
  words: [claimWord, ...chatWords],
  cards: { 'organization.bind': bindView, 'organization.chats': chatsView },
  refusals,
};
