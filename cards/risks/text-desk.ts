import { type Text, text } from '../../src/kernel/text.ts';

/** Why an item stands by itself on the desk. */
export const deskWord = {
  discussed: text('提请讨论，须逐条办理', 'to be discussed; decide it on its own'),
  cosign: text('请您加签', 'your signature is asked for'),
  waiting: text('已请他人加签，待答复', 'waits for a signature you asked for'),
  later: text('已暂留', 'held back'),
} as const satisfies Record<string, Text>;
