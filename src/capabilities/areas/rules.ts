import type { AreaBody, ProjectBody } from './model.ts';

export type Scale = { readonly year: string; readonly amount: number };
/** Scales of an area, newest year first. */
export const scalesOf = ({ scale }: Pick<AreaBody, 'scale'>): readonly Scale[] =>
  Object.entries(scale)
    .map(([year, amount]) => ({ year, amount }))
    .sort((a, b) => (a.year < b.year ? 1 : -1));
export const latest = (area: Pick<AreaBody, 'scale'>): Scale | undefined => scalesOf(area)[0];

/** How the newest year stands to the one before it, in whole percent (S14); undefined when the year before is missing. */
export function growthOf(area: Pick<AreaBody, 'scale'>): number | undefined {
  const now = latest(area);
  const before = now && area.scale[String(Number(now.year) - 1)];
  return now && before ? Math.round(((now.amount - before) / before) * 100) : undefined;
}

/** Key areas first, then by the money that goes through them (S12). */
export const byWeight = (a: AreaBody, b: AreaBody): number =>
  Number(b.key) - Number(a.key) ||
  (latest(b)?.amount ?? 0) - (latest(a)?.amount ?? 0) ||
  (a.name < b.name ? -1 : 1);

/** Projects that go on, the largest budget first. */
export const live = (projects: readonly ProjectBody[]): readonly ProjectBody[] =>
  projects.filter((p) => p.state !== 'completed').toSorted((a, b) => b.budget - a.budget);

/** What a unit is measured by before anybody declares a risk (S11). */
export type Profile = { readonly powers: number; readonly funds: number; readonly projects: number };
export type Thresholds = Profile;
export type Attention = 'high' | 'middle' | 'low';
/** How many of the three reach their threshold: two or more is high, one is middle. */
export function attentionOf(profile: Profile, thresholds: Thresholds): Attention {
  const reached = (['powers', 'funds', 'projects'] as const).filter(
    (k) => profile[k] >= thresholds[k],
  ).length;
  return reached >= 2 ? 'high' : reached === 1 ? 'middle' : 'low';
}
