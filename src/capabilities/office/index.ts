import { officeRefusals } from '../../../cards/office/text.ts';
import type { Capability } from '../../kernel/capability.ts';
import { helpCards, helpCommands, helpWord } from './help.ts';
import { stuckCards, stuckCommands } from './stuck.ts';

/** What looks across the capabilities: help by role, the welcome, and the office admin's stuck steps. */
export const office: Capability = {
  name: 'office',
  kinds: [],
  commands: { ...helpCommands, ...stuckCommands },
  words: [helpWord],
  cards: { ...helpCards, ...stuckCards },
  refusals: officeRefusals,
};
