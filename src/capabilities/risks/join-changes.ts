import type { Change } from '../../kernel/capability.ts';

/** Several changes as one commit. */
export const allChanges = (changes: readonly Change[]): Change => ({
  events: changes.flatMap((c) => c.events),
  put: changes.flatMap((c) => c.put ?? []),
  erase: changes.flatMap((c) => c.erase ?? []),
  messages: changes.flatMap((c) => c.messages ?? []),
  notices: changes.flatMap((c) => c.notices ?? []),
  touches: [...new Set(changes.flatMap((c) => c.touches ?? []))],
});
