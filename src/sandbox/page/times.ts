import type { Lang } from './words.ts';

const locale = (lang: Lang) => (lang === 'zh' ? 'zh-CN' : 'en-GB');

const format = (ms: number, lang: Lang, zone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(lang), { timeZone: zone, ...options }).format(ms);

export const fullDate = (ms: number, lang: Lang, zone: string): string =>
  format(ms, lang, zone, { year: 'numeric', month: 'long', day: 'numeric' });

export const weekday = (ms: number, lang: Lang, zone: string): string =>
  format(ms, lang, zone, { weekday: 'long' });

export const clockTime = (ms: number, lang: Lang, zone: string): string =>
  format(ms, lang, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

export const dateAndTime = (ms: number, lang: Lang, zone: string): string =>
  `${fullDate(ms, lang, zone)} ${clockTime(ms, lang, zone)}`;

/** Local calendar date in the zone, `YYYY-MM-DD`. */
export const isoDate = (ms: number, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(ms);

/** The zone's offset at that instant as Feishu writes it behind a picked date: `+0800`. */
export function zoneOffset(ms: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    timeZoneName: 'longOffset',
  }).formatToParts(ms);
  const name = parts.find((p) => p.type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? '+0000' : name.replace('GMT', '').replace(':', '');
}

/** `{1}` day cells of a month, Monday first; null before the first day. Month is 1–12. */
export function monthDays(year: number, month: number): readonly (number | null)[] {
  const first = new Date(Date.UTC(year, month - 1, 1));
  const lead = (first.getUTCDay() + 6) % 7;
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return [...Array<null>(lead).fill(null), ...Array.from({ length: count }, (_, i) => i + 1)];
}

/** True for a real calendar date written `YYYY-MM-DD`. */
export function isDate(value: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!parts) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
