import { z } from 'zod';
import { STEP_TAGS } from '../../kernel/people.ts';
import type { LocalDate } from '../../kernel/time.ts';
import type { Doc, KindSpec } from '../../store/store.ts';
import { flowKind, IMPROVEMENTS, type Improvement } from './flow.ts';

/** 依据文件 (S1): what a campaign or a policy rests on. */
export const BASIS_KINDS = ['law', 'superior', 'own', 'other'] as const;
export type BasisKind = (typeof BASIS_KINDS)[number];
export type BasisBody = {
  readonly title: string;
  readonly number: string;
  readonly issuer: string;
  readonly date: LocalDate;
  readonly kind: BasisKind;
};

/** 制度 (S5). */
export const POLICY_KINDS = ['measure', 'detail', 'provision', 'system', 'process', 'other'] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];
export const POLICY_STATUSES = ['inForce', 'revising', 'repealed'] as const;
export type PolicyStatus = (typeof POLICY_STATUSES)[number];
export type PolicyBody = {
  readonly title: string;
  readonly kind: PolicyKind;
  /** Unit that keeps it. A policy of the bureau itself governs everywhere, another unit's only there. */
  readonly unit: string;
  readonly effective: LocalDate;
  readonly status: PolicyStatus;
  /** Names of the power items it governs. */
  readonly items: readonly string[];
  /** Where its text stands. */
  readonly link?: string;
};

/** Five power domains and the rest (S41, 权力类型 of the power list). */
export const POWER_TYPES = ['approval', 'investment', 'tendering', 'funds', 'appointment', 'other'] as const;
export type PowerType = (typeof POWER_TYPES)[number];
export const DISCLOSURES = ['open', 'partly', 'closed'] as const;
export type Disclosure = (typeof DISCLOSURES)[number];

/** What people add to a power item; which items and steps there are follows from the organisation. */
export type PowerItemBody = {
  readonly unit: string;
  readonly division?: string;
  readonly name: string;
  readonly type?: PowerType;
  /** Governing policies besides those that name the item themselves. */
  readonly policies: readonly string[];
  /** Responsible post. */
  readonly owner?: string;
  /** Working days for the whole matter. */
  readonly days?: number;
  readonly disclosure?: Disclosure;
  /** Follows a fixed written process (S90). */
  readonly standardised: boolean;
  /** Records are kept; what and where is told in the texts (凡事有据可查). */
  readonly recorded: boolean;
  /** Number in the flow and working days, by step id. */
  readonly steps: Readonly<Record<string, { readonly no?: number; readonly days?: number }>>;
};
export type PowerItemTexts = {
  /** How it is disclosed: notice board, website, group. */
  readonly form?: string;
  readonly discretion?: string;
  readonly records?: string;
  /** Columns of the official power list that no card asks for, as an import brought them. */
  readonly listed?: Readonly<Record<string, string>>;
  /** What goes into a step and what comes out of it (S87), by step id. */
  readonly flow?: Readonly<Record<string, { readonly input?: string; readonly output?: string }>>;
};
export type PowerItemDoc = Doc<PowerItemBody, PowerItemTexts>;

const plain = (kind: string): KindSpec => ({ kind, schema: 1, indexes: {} });
export const powersKinds: readonly KindSpec[] = [
  plain('basis'),
  plain('policy'),
  flowKind,
  { kind: 'powerItem', schema: 1, indexes: { place: (p: PowerItemBody) => `${p.unit}|${p.division ?? ''}` } },
];

const cut = (max: number) => z.string().trim().max(max).catch('');
const chosen = <T extends string>(values: readonly T[]) =>
  z
    .enum(values as readonly [T, ...T[]])
    .optional()
    .catch(undefined);
/** Longest time limit of a matter or step, in working days: a year has about 250. */
export const MAX_DAYS = 250;
const days = z.preprocess(
  (v) => (typeof v === 'string' && v.trim() === '' ? undefined : v),
  z.coerce.number().int().min(1).max(MAX_DAYS).optional(),
);

/** The edit form as it comes back. */
export const editForm = z.object({
  type: chosen(POWER_TYPES),
  owner: z.string().max(200).optional().catch(undefined),
  days,
  disclosure: chosen(DISCLOSURES),
  form: cut(100),
  policies: z.array(z.string().max(200)).max(60).catch([]),
  standardised: z.boolean().catch(false),
  recorded: z.boolean().catch(false),
  records: cut(200),
  discretion: cut(300),
});
export type EditForm = z.infer<typeof editForm>;
export const stepForm = z.object({
  no: z.coerce.number().int().min(1).max(99).optional().catch(undefined),
  days,
  tags: z.array(z.enum(STEP_TAGS)).max(STEP_TAGS.length).catch([]),
  input: cut(60),
  output: cut(60),
  why: cut(200),
});

/** What was improved by a revision (S89), and the policy that was revised for it (S91). */
export const revisionForm = z.object({
  why: cut(200),
  ...(Object.fromEntries(IMPROVEMENTS.map((k) => [k, cut(100)])) as Record<
    Improvement,
    ReturnType<typeof cut>
  >),
  policy: z.string().max(200).catch(''),
});
