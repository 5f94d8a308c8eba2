import type {
  ChatCeiling,
  ChatPurpose,
  Division,
  Person,
  Post,
  RoleGrant,
  StandIn,
  Step,
  Unit,
} from '../../kernel/people.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Doc, KindSpec, Ref } from '../../store/store.ts';

/** What is personal about a person is sealed, so that it can be erased; who led what and when stays readable. */
export type PersonBody = Omit<Person, 'id' | keyof PersonSecret>;
export type PersonSecret = Pick<Person, 'name' | 'enName' | 'employeeNo' | 'jobTitle'>;
export type UnitBody = Omit<Unit, 'id'>;
export type DivisionBody = Omit<Division, 'id'>;
export type PostBody = Omit<Post, 'id'>;
export type StepBody = Omit<Step, 'id'>;
export type GrantBody = RoleGrant;
/** A group the bot is or was in. Without a purpose it is not bound. */
export type ChatBody = {
  readonly name: string;
  readonly inside: boolean;
  readonly purpose?: ChatPurpose;
  readonly unit?: string;
  readonly division?: string;
  readonly ceiling?: ChatCeiling;
};
export type StandInBody = Omit<StandIn, 'id'> & {
  /** Who named it: the absent person or the office admin. */
  readonly by: string;
  readonly at: Instant;
  readonly ended?: { readonly by: string; readonly at: Instant };
};
/** On what it rests, in words: a leave, a posting, a decision. */
export type StandInSecret = { readonly basis: string };
export type StandInDoc = Doc<StandInBody, StandInSecret>;
/** The one-time code that makes the first administrator: only its hash is kept. */
export type ClaimBody = {
  readonly hash: string;
  readonly status: 'open' | 'used';
  readonly at: Instant;
  readonly usedBy?: string;
};
/** Wrong codes of one person: after `MAX_TRIES` the person waits until `until`. */
export type TriesBody = { readonly failures: number; readonly until?: Instant };

/** Put with every change of the organisation, so that its read model can be kept until this document's rev moves. */
export const STAMP: Ref = { kind: 'stamp', id: 'organization' };
export const CLAIM_CODE: Ref = { kind: 'claim', id: 'code' };

export type PersonDoc = Doc<PersonBody, PersonSecret>;

const plain = (kind: string): KindSpec => ({ kind, schema: 1, indexes: {} });

export const organizationKinds: readonly KindSpec[] = [
  {
    kind: 'person',
    schema: 1,
    indexes: {
      /** People whom messages do not reach, for the office admin. */
      unreachable: (p: PersonBody) =>
        p.active && p.unreachable !== undefined ? String(p.unreachable) : undefined,
    },
  },
  plain('unit'),
  plain('division'),
  plain('post'),
  plain('step'),
  plain('grant'),
  plain('chat'),
  plain('claim'),
  {
    kind: 'standIn',
    schema: 1,
    indexes: {
      /** Last day of those not ended: whoever looks for today's reads from today on. */
      live: (s: StandInBody) => (s.ended ? undefined : s.to),
      /** `<person>|<last day>` of both. */
      of: (s: StandInBody) => [`${s.absent}|${s.to}`, `${s.person}|${s.to}`],
    },
  },
  plain('stamp'),
];

/** A grant's document id follows from what it says, so granting twice is granting once. */
export const grantId = (grant: RoleGrant): string => `${grant.role}:${grant.scope}:${grant.person}`;
