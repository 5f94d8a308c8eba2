import type { PersonId, Place } from '../../kernel/people.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import type { Doc, KindSpec } from '../../store/store.ts';
import { lotOf } from './lot.ts';

/** Stages of an annual screening, in order (domain.md §8). They move on their dates, never back. */
export const STAGES = ['planned', 'deployed', 'declaring', 'reviewing', 'publicising', 'frozen'] as const;
export type Stage = (typeof STAGES)[number];
/** Stages whose length in working days the office chooses. */
export const TIMED = ['deployed', 'declaring', 'reviewing', 'publicising'] as const;
export type Timed = (typeof TIMED)[number];
export type StageDays = Readonly<Record<Timed, number>>;
/** First local day of each stage after planning. */
export type StageDates = Readonly<Record<Timed | 'frozen', LocalDate>>;

export type CampaignBody = {
  readonly stage: Stage;
  readonly year: number;
  /** False until the office has confirmed the plan: an unconfirmed plan never starts. */
  readonly confirmed: boolean;
  /** Id of the basis document it cites (依据文件); its words otherwise stand in the sealed part. */
  readonly basis?: string;
  readonly days: StageDays;
  readonly dates: StageDates;
  /** Unit ids; empty: every unit. */
  readonly units: readonly string[];
  /** Share of «no change» statements that discipline officers look at again, percent. */
  readonly samplePercent: number;
  readonly by: PersonId;
  readonly movedAt: Partial<Readonly<Record<Stage, Instant>>>;
  /** Answers drawn at the freeze, in the order of the lot. */
  readonly sample?: readonly string[];
};
export type CampaignTexts = { readonly basis: string };
export type CampaignDoc = Doc<CampaignBody, CampaignTexts>;

/** A person of the audience: where the answers stand, for counts without loading rows. */
export type ParticipantState = 'sent' | 'started' | 'answered' | 'done' | 'left';
export type ParticipantBody = {
  readonly campaign: string;
  readonly person: PersonId;
  readonly unit: string;
  readonly division: string;
  readonly state: ParticipantState;
};
export type ParticipantDoc = Doc<ParticipantBody>;

export type AnswerKind = 'noChange' | 'changed' | 'added' | 'none' | 'away';
export const AWAY_REASONS = ['secondment', 'leave', 'study', 'other'] as const;
export type AwayReason = (typeof AWAY_REASONS)[number];
/** given: stands · waiting: the head has to confirm · confirmed · askedAgain: the head asks to look again. */
export type AnswerState = 'given' | 'waiting' | 'confirmed' | 'askedAgain';
export type AnswerBody = {
  readonly campaign: string;
  readonly person: PersonId;
  /** Key of the item it answers: a post, a division headed, a unit led, or `-` without any. */
  readonly item: string;
  readonly unit: string;
  readonly division: string;
  readonly place?: Place;
  readonly kind: AnswerKind;
  readonly state: AnswerState;
  readonly at: Instant;
  /** Risks it speaks of: those stated unchanged, or the items handed in. */
  readonly risks: readonly string[];
  readonly away?: AwayReason;
  /** Given after the declaring stage. */
  readonly late?: true;
  /** Any one of them confirms. Empty: nobody can, the office is told. */
  readonly holders?: readonly PersonId[];
  readonly decidedBy?: PersonId;
  readonly decidedAt?: Instant;
  /** Result of the sample check by a discipline officer. */
  readonly checked?: { readonly by: PersonId; readonly at: Instant; readonly as: 'fine' | 'again' };
};
export type AnswerTexts = { readonly reason: string };
export type AnswerDoc = Doc<AnswerBody, AnswerTexts>;

/** What a post holder says to a risk that a leader raised for the post (领导提). */
export type ReceiptBody = {
  readonly campaign: string;
  readonly risk: string;
  readonly person: PersonId;
  readonly says: 'agrees' | 'differs';
  readonly at: Instant;
  /** The leader who raised it, until he has seen a differing view. */
  readonly raisedBy: PersonId;
  readonly seen: boolean;
};
export type ReceiptTexts = { readonly reason: string };

/** When a head last reminded a division. */
export type ReminderBody = { readonly campaign: string; readonly on: LocalDate };
/** A signed responsibility list of one year. */
export type PledgeBody = {
  readonly campaign: string;
  readonly person: PersonId;
  readonly unit: string;
  readonly at: Instant;
  /** `<role>|<grade>` → how many risks it was signed for. */
  readonly counts: Readonly<Record<string, number>>;
};

export const participantId = (campaign: string, person: PersonId): string => `${campaign}|${person}`;
export const answerId = (campaign: string, person: PersonId, item: string): string =>
  `${campaign}|${person}|${item}`;

const campaignKind: KindSpec = {
  kind: 'campaign',
  schema: 1,
  indexes: {
    /** `<stage>` of those that go on. */
    live: (c: CampaignBody) => (c.stage === 'frozen' ? undefined : c.stage),
    frozen: (c: CampaignBody) => (c.stage === 'frozen' ? c.movedAt.frozen : undefined),
  },
};
const participantKind: KindSpec = {
  kind: 'participant',
  schema: 1,
  indexes: {
    /** `<campaign>|<unit>|<division>|<state>`: progress by unit and division. */
    progress: (p: ParticipantBody) =>
      p.state === 'left' ? undefined : `${p.campaign}|${p.unit}|${p.division}|${p.state}`,
  },
};
const answerKind: KindSpec = {
  kind: 'answer',
  schema: 1,
  indexes: {
    /** `<campaign>|<unit>|<division>|<kind>|<state>` for counts. */
    count: (a: AnswerBody) => `${a.campaign}|${a.unit}|${a.division}|${a.kind}|${a.state}`,
    /** What a head has to confirm. */
    holder: (a: AnswerBody) => (a.state === 'waiting' ? (a.holders ?? []) : undefined),
    /** `<campaign>|<lot>` of «no change» statements: the first ones are the sample. */
    lot: (a: AnswerBody) =>
      a.kind === 'noChange' ? `${a.campaign}|${lotOf(`${a.campaign}|${a.person}|${a.item}`)}` : undefined,
  },
};
const receiptKind: KindSpec = {
  kind: 'receipt',
  schema: 1,
  indexes: {
    person: (r: ReceiptBody) => `${r.person}|${r.campaign}`,
    /** Differing views that the leader has not seen yet. */
    raisedBy: (r: ReceiptBody) => (r.says === 'differs' && !r.seen ? r.raisedBy : undefined),
  },
};
const pledgeKind: KindSpec = {
  kind: 'pledge',
  schema: 1,
  indexes: { unit: (p: PledgeBody) => `${p.campaign}|${p.unit}` },
};
export const screeningKinds: readonly KindSpec[] = [
  campaignKind,
  participantKind,
  answerKind,
  receiptKind,
  { kind: 'reminder', schema: 1, indexes: {} },
  pledgeKind,
];
