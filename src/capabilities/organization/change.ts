import type { Change, DomainEvent, World } from '../../kernel/capability.ts';
import type { Json, Put, Reader, Ref } from '../../store/store.ts';
import { STAMP } from './model.ts';

/** What an organisation change tells later capabilities: whose steps and cards may have moved. */
export type Moved = {
  readonly people?: readonly string[];
  readonly divisions?: readonly string[];
  readonly posts?: readonly string[];
};

/** The stamp's next put; part of every commit that changes the organisation. */
export async function stamp(read: Reader): Promise<Put> {
  const rev = (await read.get(STAMP))?.rev ?? 0;
  return { ...STAMP, rev, body: { changes: rev + 1 } };
}

/** Makes a change of the organisation: the puts, the stamp, one `organization.changed` and the caller's own events. */
export async function organizationChange(
  world: World,
  by: string,
  parts: Omit<Change, 'events'> & { readonly moved: Moved; readonly events?: readonly DomainEvent[] },
): Promise<Change> {
  const { moved, events, put, ...rest } = parts;
  const data = Object.fromEntries(Object.entries(moved).filter(([, ids]) => ids.length > 0)) as Record<
    string,
    Json
  >;
  return {
    ...rest,
    put: [...(put ?? []), await stamp(world.read)],
    events: [
      ...(events ?? []),
      { type: 'organization.changed', about: 'stamp:organization', by, at: world.now, data },
    ],
  };
}

/** JSON with sorted keys: equal texts mean equal values, whatever order a store gives keys back in. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, v: unknown) =>
    v !== null && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );

/** Revision to put on: 0 when the document does not exist yet. */
export const revOf = async (read: Reader, ref: Ref): Promise<number> => (await read.get(ref))?.rev ?? 0;
