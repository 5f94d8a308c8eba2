import type {
  AnyCommand,
  Capability,
  CardRenderer,
  ChatWord,
  FileRenderer,
  LineRenderer,
  Reaction,
  ReadingCheck,
  Schedule,
  WaitsCheck,
} from '../kernel/capability.ts';
import type { KindSpec } from '../store/store.ts';
import { runtimeKinds } from './kinds.ts';

/** Everything the capabilities declare, looked up by name. A name taken twice is a broken program. */
export type Registry = {
  readonly kinds: readonly KindSpec[];
  readonly commands: ReadonlyMap<string, AnyCommand>;
  readonly cards: ReadonlyMap<string, CardRenderer>;
  readonly waits: ReadonlyMap<string, WaitsCheck>;
  readonly files: ReadonlyMap<string, FileRenderer>;
  readonly lines: ReadonlyMap<string, LineRenderer>;
  readonly reads: ReadonlyMap<string, ReadingCheck>;
  readonly words: readonly ChatWord[];
  readonly schedules: readonly Schedule[];
  readonly reactions: ReadonlyMap<string, readonly Reaction[]>;
};

function gather<T>(
  what: string,
  tables: readonly (Readonly<Record<string, T>> | undefined)[],
): ReadonlyMap<string, T> {
  const all = new Map<string, T>();
  for (const table of tables)
    for (const [name, value] of Object.entries(table ?? {})) {
      if (all.has(name)) throw new Error(`two capabilities declare the ${what} "${name}"`);
      all.set(name, value);
    }
  return all;
}

export function registryOf(
  capabilities: readonly Capability[],
  own: { cards: Readonly<Record<string, CardRenderer>> },
): Registry {
  const reactions = new Map<string, Reaction[]>();
  for (const capability of capabilities)
    for (const [event, reaction] of Object.entries(capability.on ?? {}))
      reactions.set(event, [...(reactions.get(event) ?? []), reaction]);
  return {
    kinds: [...runtimeKinds, ...capabilities.flatMap((c) => c.kinds)],
    commands: gather(
      'command',
      capabilities.map((c) => c.commands),
    ),
    cards: gather('card', [own.cards, ...capabilities.map((c) => c.cards)]),
    waits: gather(
      'check of waiting',
      capabilities.map((c) => c.waits),
    ),
    files: gather(
      'file',
      capabilities.map((c) => c.files),
    ),
    reads: gather(
      'check of reading',
      capabilities.map((c) => c.reads),
    ),
    lines: gather(
      'digest line',
      capabilities.map((c) => c.lines),
    ),
    words: capabilities.flatMap((c) => c.words ?? []),
    schedules: capabilities.flatMap((c) => c.schedules ?? []),
    reactions,
  };
}
