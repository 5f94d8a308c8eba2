import type { Settings, Standard } from './settings.ts';

/** The written standard's examples for an area; the nearest name, else the first; undefined when there are none (S73). */
export const standardFor = (
  area: string | undefined,
  { standards }: Pick<Settings, 'standards'>,
): Standard | undefined =>
  standards.find((s) => s.area === area) ??
  standards.find((s) => area !== undefined && area !== '' && s.area.includes(area)) ??
  standards[0];
