import type { Change } from '../../kernel/capability.ts';
import type { Transition } from '../risks/index.ts';

/** One change out of several parts, in order. */
export const joinChanges = (...parts: readonly (Partial<Change> | undefined)[]): Change => {
  const all = <K extends keyof Change>(key: K): NonNullable<Change[K]> =>
    parts.flatMap((p) => (p?.[key] ?? []) as readonly unknown[]) as unknown as NonNullable<Change[K]>;
  return {
    events: all('events'),
    put: all('put'),
    erase: all('erase'),
    remove: all('remove'),
    unique: all('unique'),
    messages: all('messages'),
    notices: all('notices'),
    touches: all('touches'),
  };
};

/** What happened to a risk, as a part of a change. */
export const asPart = ({ put, event, messages, notices, touches }: Transition): Partial<Change> => ({
  put: [put],
  events: [event],
  messages,
  notices,
  touches,
});
