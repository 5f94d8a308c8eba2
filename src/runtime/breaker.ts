import { MessengerError } from '../feishu/messenger.ts';

/** So many calls in a row without an answer, and Feishu or the way to it is down. */
const DOWN_AFTER = 10;
/** As long as one call may wait for its answer: the question is over before it is asked again. */
export const ASK_MS = 10_000;

/**
 * While nothing answers, no row is tried: a call that changes nothing asks whether Feishu is back. All rows keep their
 * place and their time, so that afterwards they leave at once, oldest first, and of few only is it unknown whether they
 * arrived (O03, O11). The first row after it goes alone, in case that only messages are still down.
 */
export type Breaker = {
  /** How many rows a round may take. `now` in milliseconds. */
  room(now: number, wanted: number): Promise<number>;
  /** What a call came to; undefined: it was answered. */
  heard(fault: MessengerError | undefined): void;
};

/** A refusal with Feishu's own code (a scope that is missing, say) is an answer, also when it may be otherwise later. */
const isSilence = (fault: MessengerError | undefined): boolean =>
  fault?.fault === 'unknown' || (fault?.fault === 'again' && fault.code === 0);

/** `ask` throws MessengerError when no answer comes. */
export function breaker(ask: () => Promise<unknown>): Breaker {
  let silent = 0;
  let askedAt = Number.NEGATIVE_INFINITY;
  /** It answered, and one row is on its way to see whether messages arrive again. */
  let trying = false;
  const isBack = async (): Promise<boolean> => {
    try {
      await ask();
      return true;
    } catch (error) {
      // A refusal is an answer.
      return error instanceof MessengerError && !isSilence(error);
    }
  };
  return {
    async room(now, wanted) {
      if (silent < DOWN_AFTER) return wanted;
      // Both ways: a clock that was put back must not end the asking.
      if (!trying && Math.abs(now - askedAt) < ASK_MS) return 0;
      if (!trying) {
        askedAt = now;
        trying = await isBack();
      }
      return trying ? Math.min(1, wanted) : 0;
    },
    heard(fault) {
      silent = isSilence(fault) ? silent + 1 : 0;
      trying = false;
    },
  };
}
