import type { Capability } from '../../kernel/capability.ts';

/** Cards of the office admin that need the later capabilities: undelivered messages, stuck steps. */
export const office: Capability = { name: 'office', kinds: [], commands: {}, refusals: {} };
