import type { PersonId } from '../../kernel/people.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import type { Doc, KindSpec } from '../../store/store.ts';

/** left: no longer in Feishu · moved: another division · changed: taken off a post · head: no longer heads or leads. */
export const REASONS = ['left', 'moved', 'changed', 'head'] as const;
export type Reason = (typeof REASONS)[number];

/** fresh: nobody was told yet · open: on a card · done: everything has a new owner · dropped: the person stays. */
export type HandoverBody = {
  readonly state: 'fresh' | 'open' | 'done' | 'dropped';
  readonly reason: Reason;
  readonly person: PersonId;
  /** Where the person stood; an empty division is the unit itself. */
  readonly unit: string;
  readonly division: string;
  /** Posts that were held there. */
  readonly posts: readonly string[];
  /** Who followed in the same change. */
  readonly successor?: PersonId;
  readonly at: Instant;
  /** Last day to hand everything over. */
  readonly due?: LocalDate;
  /** Who was asked to hand it over. */
  readonly asked?: readonly PersonId[];
  /** What went to whom: keys as in `duties.ts`. */
  readonly given: readonly {
    readonly key: string;
    readonly to: PersonId;
    readonly at: Instant;
    readonly by: PersonId;
  }[];
};
export type HandoverDoc = Doc<HandoverBody>;

const isLive = (h: HandoverBody): boolean => h.state === 'fresh' || h.state === 'open';

export const handoverKind: KindSpec = {
  kind: 'handover',
  schema: 1,
  indexes: {
    fresh: (h: HandoverBody) => (h.state === 'fresh' ? h.at : undefined),
    /** `<person>|<unit>|<division>` of those that go on: one card a transfer. */
    person: (h: HandoverBody) => (isLive(h) ? `${h.person}|${h.unit}|${h.division}` : undefined),
    /** `<unit>|<division>|` of those that go on: a gap until they are done. */
    live: (h: HandoverBody) => (isLive(h) ? `${h.unit}|${h.division}|` : undefined),
    due: (h: HandoverBody) => (h.state === 'open' ? h.due : undefined),
  },
};
