import type { DeploymentView } from '../../../cards/screening/notice.ts';
import type { PlanView } from '../../../cards/screening/plan.ts';
import type { World } from '../../kernel/capability.ts';
import { yearOf } from '../../kernel/time.ts';
import { isAsked } from './items.ts';
import type { CampaignBody, CampaignDoc } from './model.ts';
import { lastDeclareDay } from './stages.ts';
import { basisText } from './view.ts';

/** Ids of the units a campaign takes in. */
export const unitsIn = ({ org }: Pick<World, 'org'>, { units }: CampaignBody): readonly string[] =>
  [...org.units.values()]
    .filter((u) => !u.gone && (units.length === 0 || units.includes(u.id)))
    .sort((a, b) => a.order - b.order)
    .map((u) => u.id);

/** How many people and posts a campaign asks, in one unit or in all of them. */
export function audienceOf(
  { org }: Pick<World, 'org'>,
  body: CampaignBody,
  unit?: string,
): { readonly people: number; readonly posts: number } {
  const asked = org.data.people.filter(
    (p) => isAsked(body, p, org) && (unit === undefined || p.unit === unit),
  );
  const ids = new Set(asked.map((p) => p.id));
  const posts = org.data.posts.filter((p) => p.holders.some((h) => ids.has(h)));
  return { people: asked.length, posts: posts.length };
}

export async function planView(world: World, doc: CampaignDoc): Promise<PlanView> {
  const { body } = doc;
  const units = unitsIn(world, body);
  const guessed = [...new Set(Object.values(body.dates).map(yearOf))].find((y) => !world.calendar.knows(y));
  const stages = ['deployed', 'declaring', 'reviewing', 'publicising', 'frozen'] as const;
  return {
    id: doc.id,
    rev: doc.rev,
    ...{ year: body.year, stage: body.stage, confirmed: body.confirmed, sample: body.samplePercent },
    basis: await basisText(world, doc),
    dates: stages.map((stage) => ({ stage, from: body.dates[stage] })),
    ...audienceOf(world, body),
    units: units.length,
    allUnits: body.units.length === 0,
    withoutGroup: units.filter((u) => !world.org.unitChat(u)).map((u) => world.org.units.get(u)?.name ?? u),
    ...(guessed === undefined ? {} : { guessed }),
  };
}

/** The group notice of one unit. */
export async function deploymentView(world: World, doc: CampaignDoc, unit: string): Promise<DeploymentView> {
  const { body } = doc;
  return {
    year: body.year,
    unit: world.org.units.get(unit)?.name ?? unit,
    basis: await basisText(world, doc),
    ...audienceOf(world, body, unit),
    declare: { from: body.dates.declaring, until: lastDeclareDay(body, world.calendar) },
    review: body.dates.reviewing,
    publicise: body.dates.publicising,
    frozen: body.dates.frozen,
  };
}
