import type { Looked } from '../looked.ts';
import { everyDoc } from './register.ts';

/** Who is who by the stored documents, read without the bot's own reading of them. */
export type BureauNow = {
  readonly names: ReadonlyMap<string, string>;
  readonly active: ReadonlySet<string>;
  readonly unitOf: ReadonlyMap<string, string | undefined>;
  readonly units: ReadonlyMap<string, { leader?: string; branchLeader?: string }>;
  readonly divisions: ReadonlyMap<string, { head?: string; branchLeader?: string }>;
  readonly holders: ReadonlyMap<string, readonly string[]>;
  /** Roles of the whole bureau that see everything. */
  readonly seesAll: ReadonlySet<string>;
  readonly officers: ReadonlySet<string>;
  /** Who stands in for whom on which days. */
  readonly standIns: readonly StandIn[];
};
type StandIn = {
  readonly absent: string;
  readonly person: string;
  readonly from: string;
  readonly to: string;
  readonly ended?: unknown;
};
type PersonDoc = { readonly active: boolean; readonly unit?: string };
type Grant = { readonly person: string; readonly role: string };

const ALL_SEEING = new Set([
  'office_admin',
  'discipline_officer',
  'principal_leader',
  'leading_group',
  'auditor',
]);

async function read(store: Looked): Promise<BureauNow> {
  const people = await everyDoc<PersonDoc>(store, 'person');
  const grants = (await everyDoc<Grant>(store, 'grant')).map((d) => d.body);
  const table = async <B>(kind: string) =>
    new Map((await everyDoc<B>(store, kind)).map((d) => [d.id, d.body]));
  const posts = await table<{ holders: readonly string[] }>('post');
  return {
    names: new Map(people.map((d) => [d.id, (d.sealed as { name: string } | undefined)?.name ?? '?'])),
    active: new Set(people.filter((d) => d.body.active).map((d) => d.id)),
    unitOf: new Map(people.map((d) => [d.id, d.body.unit])),
    units: await table('unit'),
    divisions: await table('division'),
    holders: new Map([...posts].map(([id, post]) => [id, post.holders])),
    seesAll: new Set(grants.filter((g) => ALL_SEEING.has(g.role)).map((g) => g.person)),
    standIns: (await everyDoc<StandIn>(store, 'standIn')).map((d) => d.body).filter((s) => !s.ended),
    officers: new Set(grants.filter((g) => g.role === 'discipline_officer').map((g) => g.person)),
  };
}

/** Reads it again after each change of the organisation, and only then. */
export function bureauNow(): (store: Looked) => Promise<BureauNow> {
  let rev = -1;
  let known: BureauNow | undefined;
  return async (store) => {
    const now = (await store.get({ kind: 'stamp', id: 'organization' }))?.rev ?? 0;
    if (!known || now !== rev) known = await read(store);
    rev = now;
    return known;
  };
}
