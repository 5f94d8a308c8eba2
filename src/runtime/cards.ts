import type { CardRenderer } from '../kernel/capability.ts';
import { anchorCard } from './anchor.ts';
import type { Answers } from './answers.ts';
import { sayCard, sayInGroup } from './say.ts';
import { say } from './texts.ts';

/**
 * Cards of the runtime itself. `answers` holds the answer to a chat word until it is sent; a restart loses it, and nobody
 * knows then whether it said yes or no.
 */
export const runtimeCards = (answers: Answers): Readonly<Record<string, CardRenderer>> => ({
  'runtime.answer': async (_world, cause, _params, viewer) =>
    answers.take(cause) ?? (viewer ? sayCard : sayInGroup)(say.answerLost),
  'runtime.anchor': anchorCard,
  'runtime.moved': async () => sayCard(say.moved),
});
