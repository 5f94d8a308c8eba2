import { z } from 'zod';
import { gradingSchema } from './grading-schema.ts';
import { CHAT_CEILINGS } from './people.ts';

/** Everything an office may set without touching code (S18). Files: config/default.json overlaid by CONFIG_DIR. */
/** Scopes of publicity, narrowest first (S70). */
export const PUBLICITY_SCOPES = ['division', 'unit', 'chosen', 'bureau'] as const;
export type PublicityScope = (typeof PUBLICITY_SCOPES)[number];

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:mm');
const date = z.iso.date();
const step = z.enum(['head', 'superior', 'branch', 'discipline', 'tender', 'group']);
const months = z.int().min(1).max(24);
const workdays = z.int().min(1).max(60);
const ceiling = z.enum(CHAT_CEILINGS);
const textPair = z.object({ 'zh-CN': z.string().min(1), 'en-US': z.string().min(1) });

const example = z.strictObject({ content: z.string(), manifestation: z.string(), measure: z.string() });

export const settingsSchema = z.strictObject({
  zone: z.string().default('Asia/Shanghai'),
  bureau: z.string().min(1),
  /** Where accusations go instead: shown on the divert card, never handled by the bot (domain.md §6.1). */
  reportChannel: textPair,
  quiet: z.strictObject({ workStart: time, workEnd: time }),
  digest: z.strictObject({ from: time, to: time }),
  grading: gradingSchema,
  review: z.strictObject({
    chains: z.strictObject({
      '1': z.array(step).min(1),
      '2': z.array(step).min(1),
      '3': z.array(step).min(1),
    }),
    /** Working days each step may take; after that the superior is told, `escalateAfter` more and it moves up. */
    days: z.record(step, workdays),
    escalateAfter: workdays,
    /**
     * How the leading group decides: any one member for all (或签), every member (会签), or more than half of those
     * present. A member who is away is present through a stand-in.
     */
    group: z.enum(['any', 'all', 'majority']).default('any'),
    /** Areas whose risks the tendering oversight committee reviews as well, once it has members (S7). */
    tender: z.strictObject({ areas: z.array(z.string().min(1)) }).default({ areas: [] }),
    /**
     * Near relatives as the office declared them, by employee number or open_id: neither reviews a risk that the other
     * declared or that concerns the other's post (domain.md §6.2).
     */
    relations: z
      .array(
        z.strictObject({
          people: z.tuple([z.string().min(1), z.string().min(1)]),
          kind: z.enum(['spouse', 'relative', 'other']),
        }),
      )
      .default([]),
    returnDays: z.strictObject({ first: workdays, later: workdays }),
  }),
  /** Re-checks of what is in force: every so many months by grade, days to answer, days to put right. */
  rechecks: z.strictObject({
    months: z.strictObject({ '1': months, '2': months, '3': months }),
    days: workdays,
    rectifyDays: workdays,
  }),
  /** Working days to hand over what somebody leaves behind. */
  handover: z.strictObject({ days: workdays }),
  publicity: z.strictObject({
    days: z.int().min(5).max(60),
    gatherMinutes: z.int().min(0).max(600),
    answerDays: workdays,
    /** Where a notice hangs when nothing else was chosen for its unit. */
    scope: z.enum(PUBLICITY_SCOPES),
    /** The widest scope a risk point of a grade may have, whoever chooses. */
    widest: z.strictObject({
      '1': z.enum(PUBLICITY_SCOPES),
      '2': z.enum(PUBLICITY_SCOPES),
      '3': z.enum(PUBLICITY_SCOPES),
    }),
    /** auto: a gathered notice leaves by itself; office: the office admin looks at its scope and releases it. */
    release: z.enum(['auto', 'office']),
  }),
  cards: z.strictObject({
    /** Feishu kills a card after 14 days; ours are replaced before. */
    renewAfterDays: z.int().min(1).max(13),
    /** callback: the reply carries the card. patch: toast only, the card follows (feishu.md §3.1, UNCONFIRMED). */
    reply: z.enum(['callback', 'patch']),
  }),
  quality: z.strictObject({
    /** Declarations that say nothing and are refused. */
    empty: z.array(z.string()),
    /** Attitude words: their share of a text makes it vague. */
    vague: z.array(z.string()),
    /** Topics that lie outside of any logistics post, unless the post's own steps name them. */
    unrealistic: z.array(z.string()),
    secretMarks: z.array(z.string()),
    similar: z.number().min(0.5).max(1),
  }),
  summary: z.strictObject({
    weekly: time,
    monthly: time,
    /** A week or month without any change: one line, or nothing at all. */
    unchanged: z.enum(['line', 'skip']),
    /** What a bound group may be shown where the office admin said nothing (src/kernel/policy.ts has the last word). */
    ceilings: z.strictObject({
      unit: ceiling,
      division: ceiling,
      leading_group: ceiling,
      discipline: ceiling,
      other: ceiling,
    }),
  }),
  holidays: z.strictObject({ off: z.array(date), work: z.array(date) }),
  /** When a unit gets attention before screening begins (S11): power items, money in 亿元, projects under way. */
  areas: z.strictObject({
    attention: z.strictObject({
      powers: z.int().min(1),
      funds: z.number().positive(),
      projects: z.int().min(1),
    }),
  }),
  organization: z.strictObject({
    /** Feishu departments that are units: a department whose parent is listed here is a unit. '0' = the root. */
    unitParents: z.array(z.string()),
    /** Departments that are the bureau's own body: their children are its divisions. */
    bureauDepartments: z.array(z.string()),
  }),
  /** A good and a bad example for each area, shown where people write (S73). Shipped in config/standards.json. */
  standards: z
    .array(z.strictObject({ area: z.string().min(1), good: example, bad: example, why: textPair }))
    .default([]),
});
export type Settings = z.infer<typeof settingsSchema>;
export type Standard = Settings['standards'][number];
