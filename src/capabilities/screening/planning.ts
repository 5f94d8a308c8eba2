import { z } from 'zod';
import { cleanText } from '../../../cards/kit/clean.ts';
import type { LocalDate } from '../../kernel/time.ts';
import { parseDate, yearOf } from '../../kernel/time.ts';
import type { WorkCalendar } from '../../kernel/workdays.ts';
import { type StageDates, type StageDays, TIMED } from './model.ts';
import { MAX_DAYS, planDates } from './stages.ts';

/** What the wizard's form says, read strictly. Pure. */
export type Plan = {
  readonly year: number;
  readonly days: StageDays;
  readonly dates: StageDates;
  readonly samplePercent: number;
  readonly units: readonly string[];
  readonly basis?: string;
  readonly basisText: string;
};

const count = z.coerce.number().int().min(1).max(MAX_DAYS);
const strings = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.filter((v): v is string => typeof v === 'string' && v !== '')
    : typeof value === 'string' && value !== ''
      ? [value]
      : [];
/** A date picker answers `2027-03-01` or `2027-03-01 +0800`. */
const dateOf = (value: unknown): LocalDate | undefined =>
  typeof value === 'string' ? parseDate(value) : undefined;

function daysOf(form: Readonly<Record<string, unknown>>): StageDays | undefined {
  const read = TIMED.map((s) => [s, count.safeParse(form[s])] as const);
  if (read.some(([, r]) => !r.success)) return undefined;
  return Object.fromEntries(read.map(([s, r]) => [s, r.data])) as StageDays;
}

/**
 * undefined names in `fault` what is wrong: a start before today, lengths outside of 1–60 working days, a share outside
 * of 0–100, or no basis.
 */
export function readPlan(
  form: Readonly<Record<string, unknown>>,
  given: {
    readonly today: LocalDate;
    readonly calendar: WorkCalendar;
    readonly units: readonly string[];
    readonly bases: readonly string[];
  },
): { readonly plan: Plan } | { readonly fault: 'badPlan' | 'noBasis' } {
  const start = dateOf(form.start);
  const days = daysOf(form);
  const sample = z.coerce.number().int().min(0).max(100).safeParse(form.sample);
  if (!start || start < given.today || !days || !sample.success) return { fault: 'badPlan' };
  const basis = strings(form.basis).find((b) => given.bases.includes(b));
  const basisText = typeof form.basisText === 'string' ? cleanText(form.basisText).slice(0, 200) : '';
  if (basis === undefined && basisText.length < 2) return { fault: 'noBasis' };
  const dates = planDates(start, days, given.calendar);
  const units = strings(form.units).filter((u) => given.units.includes(u));
  return {
    plan: {
      ...{ year: yearOf(dates.deployed), days, dates, units, basisText, samplePercent: sample.data },
      ...(basis === undefined ? {} : { basis }),
    },
  };
}
