import type { CardRenderer } from '../kernel/capability.ts';
import { anchorCard } from './anchor.ts';
import type { Answers } from './answers.ts';
import { sayCard } from './say.ts';
import { say } from './texts.ts';

/** Cards of the runtime itself. `answers` holds the answer to a chat word until it is sent; a restart loses it. */
export const runtimeCards = (answers: Answers): Readonly<Record<string, CardRenderer>> => ({
  'runtime.answer': async (_world, cause) => answers.take(cause) ?? sayCard(say.doneEarlier),
  'runtime.anchor': anchorCard,
  'runtime.moved': async () => sayCard(say.moved),
});
