import type { ReviewStep, StepName } from '../../kernel/chain.ts';
import type { Floor, Grade, PostKind, RiskLevel, Score, TripleMajor } from '../../kernel/grade.ts';
import type { PersonId, Place } from '../../kernel/people.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import type { Doc, KindSpec } from '../../store/store.ts';

/** Five sources (S55). */
export const SOURCES = ['ethics', 'duty', 'process', 'institution', 'environment'] as const;
export type Source = (typeof SOURCES)[number];
/** 自己找 / 领导提 / 群众帮 (S60). */
export type FindMethod = 'self' | 'leader' | 'peer';
/** 人 / 财 / 物 (S67). */
export const ASSETS = ['people', 'money', 'goods'] as const;
export type Asset = (typeof ASSETS)[number];
/** Fixed return reasons (S71). */
export const RETURN_REASONS = ['unrealistic', 'vague', 'perfunctory', 'other'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];
/** What a re-check found on the spot: there is no «all fine» (domain.md §2.4). */
export const FOUND = ['carriedOut', 'partly', 'notCarriedOut', 'changed'] as const;
export type Found = (typeof FOUND)[number];
/** What the quality rules found; a hint warns, it does not block (S71, S73). */
export const HINTS = ['vague', 'perfunctory', 'unrealistic', 'similar', 'vagueMeasure'] as const;
export type Hint = (typeof HINTS)[number];

export type Rating = Score & {
  readonly grade: Grade;
  readonly by: PersonId;
  readonly at: Instant;
};

/**
 * draft      kept at each submit of the form, seen by the declarer only
 * inReview   a step is open
 * returned   waits for the declarer's rectification
 * approved   waits for its publicity notice or is in publicity
 * effective  in the catalogue
 * merged     a correction or retirement that was approved and applied to the risk it `replaces`
 */
export type RiskStatus =
  | 'draft'
  | 'inReview'
  | 'returned'
  | 'approved'
  | 'effective'
  | 'retired'
  | 'withdrawn'
  | 'diverted'
  | 'merged';

/** One line of the history card. Its comment, if any, is sealed under the same `key`. */
export type TrailEntry = {
  readonly key: string; // t1, t2 …
  readonly what: /** An earlier decision taken over from paper, with its basis as comment. */
    | 'imported'
    | 'submitted'
    | 'resubmitted'
    | 'edited'
    | 'withdrawn'
    | 'approvedStep'
    | 'approved'
    | 'returned'
    | 'gradeChanged'
    /** Several people rated it apart from each other; the proposal stands in `to`. */
    | 'ratedJointly'
    /** The measure was checked on the spot; what was found stands in the comment. */
    | 'rechecked'
    | 'rectified'
    | 'handedOver'
    | 'transferred'
    | 'recused'
    | 'escalated'
    | 'rerouted'
    | 'diverted'
    | 'published'
    | 'objected'
    | 'objectionAnswered'
    | 'reopened'
    | 'amended'
    | 'effective'
    | 'corrected'
    | 'retired'
    /** A member of the leading group signed the list, or asked to discuss the item first. */
    | 'voted'
    | 'opposed'
    /** One more signature was asked for, given with or without an objection, or no longer wanted. */
    | 'signerAsked'
    | 'signerAgreed'
    | 'signerObjected'
    | 'signerWithdrawn'
    /** A near relative of the declarer or subject would have held the step. */
    | 'ruledOut'
    /** Who signed earlier steps stays out now: they are signed again. */
    | 'voided';
  readonly by: PersonId | 'system';
  /** The absent person in whose place `by` acted. */
  readonly for?: PersonId;
  readonly at: Instant;
  readonly step?: StepName;
  readonly reason?: ReturnReason;
  readonly from?: string; // grade before, holder before
  readonly to?: string; // grade after, holder after
  readonly found?: Found;
  /** What was rated by this act, with the scale it was rated on: the history of each score (S74). */
  readonly score?: Score;
};

/** A signature with the hash of exactly what stood on the card; older ones have none. */
export type Signature = {
  readonly person: PersonId;
  readonly step: StepName;
  readonly at: Instant;
  readonly for?: PersonId;
  readonly hash?: string;
};
/** One member's signature while the leading group votes; `by` is the member or a stand-in. */
export type Vote = {
  readonly member: PersonId;
  readonly by: PersonId;
  readonly at: Instant;
  readonly hash?: string;
};

export type RiskBody = {
  readonly status: RiskStatus;
  readonly level: RiskLevel;
  readonly place: Place;
  readonly postKind?: PostKind;
  readonly declarer: PersonId;
  readonly method: FindMethod;
  readonly source: Source;
  readonly stepId?: string;
  readonly powerItem: string;
  readonly stepName: string;
  readonly area?: string;
  /** The declarer named another post than the derived one as responsible. */
  readonly ownerPost?: string;
  /** … or another leader than the grade gives: 1 principal, 2 branch leader, 3 division head. */
  readonly leader?: Grade;
  readonly tripleMajor: readonly TripleMajor[];
  readonly assets: readonly Asset[];
  readonly confirmedCase: boolean;
  /** Self-rating, the reviewer's and the final one are all kept (S74). */
  readonly self: Rating;
  readonly reviewer?: Rating;
  readonly final?: Rating;
  /** What remains with the measure at work, given at a re-check; the grade in force stays the inherent one. */
  readonly residual?: Rating;
  readonly floor?: Floor;
  /** The grade in force: self until a reviewer changed it. */
  readonly grade: Grade;
  readonly hints: readonly Hint[];
  /** Free text is sealed; this hash finds copies without keeping the words (similarity inside an area uses sealed texts). */
  readonly textHash: string;
  readonly chain: readonly ReviewStep[];
  /** Index of the open step in `chain`. */
  readonly step: number;
  readonly stepSince?: Instant;
  /** Somebody chose the open step's holders, so they stand although the organisation would name others. */
  readonly assigned?: 'handedOver' | 'escalated' | 'rerouted';
  /** Last local day for the open step, or for the declarer's rectification. */
  readonly due?: LocalDate;
  /** Superiors told about an overdue step, so that nobody is told twice. */
  readonly overdueTold: readonly PersonId[];
  readonly signers: readonly Signature[];
  /** Given on the open step so far, when the leading group votes (ADR 0010). */
  readonly votes?: readonly Vote[];
  /** A member asked to discuss it: it is decided on its own from then on, not with a list. */
  readonly discussed?: { readonly by: PersonId; readonly at: Instant; readonly key: string };
  /** 加签: who was asked for one more signature and has not answered; the step waits. */
  readonly asked?: { readonly person: PersonId; readonly by: PersonId; readonly at: Instant };
  readonly cosigned?: readonly (Signature & { readonly agreed: boolean })[];
  /** Asked to stay out of it, with the reason sealed (domain.md §6.2). */
  readonly recused: readonly PersonId[];
  readonly returns: number;
  readonly lastReturn?: {
    readonly reason: ReturnReason;
    readonly by: PersonId;
    readonly at: Instant;
    readonly due: LocalDate;
  };
  readonly lastBy?: PersonId;
  readonly submittedAt?: Instant;
  readonly approvedAt?: Instant;
  readonly effectiveAt?: Instant;
  readonly retiredAt?: Instant;
  /** Publicity notice it stands in. */
  readonly notice?: string;
  /** A correction or retirement of this effective risk: after a short review it is applied there. */
  readonly replaces?: { readonly id: string; readonly how: 'correct' | 'retire' };
  readonly trail: readonly TrailEntry[];
};

/** What the paper form has besides, as an import brought it: no card asks for it, the official table shows it again. */
export type Paper = Readonly<
  Partial<Record<'owner' | 'process' | 'rule' | 'deadline' | 'indicator' | 'opinion' | 'reviewer', string>>
>;

/** Everything people wrote: sealed under the record's own key, gone when the record is erased. */
export type RiskTexts = {
  readonly title: string;
  readonly content: string;
  readonly manifestation: string;
  readonly rootCause?: string;
  readonly measure: string;
  readonly paper?: Paper;
  /** Comments of the trail by entry key. */
  readonly comments: Readonly<Record<string, string>>;
  /** The texts as the last reviewer returned them, so that he sees what changed. */
  readonly returned?: {
    readonly title: string;
    readonly content: string;
    readonly manifestation: string;
    readonly rootCause?: string;
    readonly measure: string;
  };
};
export type RiskDoc = Doc<RiskBody, RiskTexts>;

const stepActors = ({ chain, step, votes, asked }: RiskBody): readonly PersonId[] => {
  const open = (chain[step]?.holders ?? []).filter((p) => !votes?.some((v) => v.member === p));
  return asked && !open.includes(asked.person) ? [...open, asked.person] : open;
};

/** Who must act now: the open step's holders, whoever was asked to sign as well, or the declarer of a returned one. */
export const actorsOf = (risk: RiskBody): readonly PersonId[] =>
  risk.status === 'inReview' ? stepActors(risk) : risk.status === 'returned' ? [risk.declarer] : [];

/** `<unit>|<division>|<post>`, as the indexes of places have it. */
export const placeKey = (p: Place): string => [p.unit, p.division ?? '', p.post ?? ''].join('|');
const DATED = [
  ['approved', 'approvedAt'],
  ['effective', 'effectiveAt'],
  ['retired', 'retiredAt'],
] as const;
/** Never part of the register's numbers. */
const UNCOUNTED: readonly RiskBody['status'][] = ['draft', 'withdrawn', 'diverted', 'merged'];

export const riskKind: KindSpec = {
  kind: 'risk',
  schema: 1,
  indexes: {
    status: (r: RiskBody) => r.status,
    declarer: (r: RiskBody) => (r.status === 'merged' ? undefined : `${r.declarer}|${r.status}`),
    /** `<person>|<grade>`: the review desk of a person, gravest first. */
    reviewer: (r: RiskBody) =>
      r.status === 'inReview' ? actorsOf(r).map((p) => `${p}|${r.grade}`) : undefined,
    /** `<due>`: open steps and rectifications by deadline. */
    due: (r: RiskBody) => (r.due && (r.status === 'inReview' || r.status === 'returned') ? r.due : undefined),
    /** `<unit>|<division>|<post>` of what is in the catalogue. */
    effective: (r: RiskBody) => (r.status === 'effective' ? placeKey(r.place) : undefined),
    /** Everything that lives at a place, any status but drafts. */
    place: (r: RiskBody) => (r.status === 'draft' || r.status === 'merged' ? undefined : placeKey(r.place)),
    /** `<unit>|<grade>|<status>` for counts without loading rows. */
    count: (r: RiskBody) =>
      r.replaces || r.status === 'draft' ? undefined : `${r.place.unit}|${r.grade}|${r.status}`,
    /**
     * `approved|<day>|<unit>|<grade>`, `effective|…`, `retired|…` for what changed in a period. Days in UTC: they begin
     * at eight in the morning in China, before anybody works, and a period is whole days.
     */
    dated: (r: RiskBody) =>
      r.replaces || UNCOUNTED.includes(r.status)
        ? undefined
        : DATED.flatMap(([what, key]) => {
            const at = r[key];
            return at === undefined ? [] : [`${what}|${at.slice(0, 10)}|${r.place.unit}|${r.grade}`];
          }),
    /** `<unit>|<division>|<grade>` of what is under review or approved: how a division grades, for its reviewers. */
    spread: (r: RiskBody) =>
      !r.replaces && ['inReview', 'approved', 'effective'].includes(r.status)
        ? `${r.place.unit}|${r.place.division ?? ''}|${r.grade}`
        : undefined,
    /** `<unit>|<division>|<post>|<status>` for progress. */
    progress: (r: RiskBody) =>
      r.replaces || r.status === 'draft' ? undefined : `${placeKey(r.place)}|${r.status}`,
    /** `<unit>|<division>|<power item>` of what is in effect: which items are covered. */
    covers: (r: RiskBody) =>
      r.status === 'effective' ? `${r.place.unit}|${r.place.division ?? ''}|${r.powerItem}` : undefined,
    /** `<area>|<grade>` of what is in effect. */
    areaGrade: (r: RiskBody) =>
      r.status === 'effective' ? `${r.area ?? r.powerItem}|${r.grade}` : undefined,
    area: (r: RiskBody) =>
      r.status === 'draft' || r.status === 'withdrawn' || r.status === 'diverted'
        ? undefined
        : (r.area ?? r.powerItem),
    textHash: (r: RiskBody) => r.textHash,
    replaces: (r: RiskBody) => r.replaces?.id,
    /** `<unit>` of open steps that nobody can hold: the office admin re-routes them. */
    stuck: (r: RiskBody) =>
      r.status === 'inReview' && (r.chain[r.step]?.holders ?? []).length === 0 ? r.place.unit : undefined,
  },
};
