import type { World } from '../../kernel/capability.ts';
import type { Grade } from '../../kernel/grade.ts';
import { allOf, docsOf } from '../../kernel/pages.ts';
import type { RiskBody, RiskDoc, RiskTexts } from '../risks/index.ts';
import type { Noted, Policy } from './checks.ts';
import type { PowerItem } from './items.ts';
import type { BasisBody, PolicyBody, PowerItemBody, PowerItemDoc, PowerItemTexts } from './model.ts';

/** All policies, by owner unit's order and title. */
export async function loadPolicies(world: World): Promise<readonly Policy[]> {
  const order = (p: Policy): number => world.org.units.get(p.unit)?.order ?? 0;
  return (await allOf<PolicyBody>(world.read, 'policy'))
    .map((d) => ({ ...d.body, id: d.id }))
    .sort((a, b) => order(a) - order(b) || a.title.localeCompare(b.title, 'zh-CN'));
}

export type Basis = BasisBody & { readonly id: string };
/** All basis documents, newest first. */
export const loadBasis = async (world: Pick<World, 'read'>): Promise<readonly Basis[]> =>
  (await allOf<BasisBody>(world.read, 'basis'))
    .map((d) => ({ ...d.body, id: d.id }))
    .sort((a, b) => b.date.localeCompare(a.date) || a.title.localeCompare(b.title, 'zh-CN'));

/** What was noted on the power items of a unit (and division), by id. */
export async function loadNoted(world: World, unit: string): Promise<ReadonlyMap<string, PowerItemBody>> {
  const found = new Map<string, PowerItemBody>();
  const there = { index: 'place', prefix: `${unit}|` };
  for await (const { id, body } of docsOf<PowerItemBody>(world.read, 'powerItem', there)) found.set(id, body);
  return found;
}
export const loadItemDoc = (world: Pick<World, 'read'>, id: string): Promise<PowerItemDoc | undefined> =>
  world.read.get<PowerItemBody, PowerItemTexts>({ kind: 'powerItem', id });

export type Marks = Readonly<Record<Grade, number>>;
export const noMarks: Marks = { 1: 0, 2: 0, 3: 0 };
export const marksOf = (risks: readonly RiskDoc[]): Marks =>
  risks.reduce((sum, { body }) => ({ ...sum, [body.grade]: sum[body.grade] + 1 }), noMarks);

/** Risks in effect of a unit, or of one division of it. */
export const risksInEffect = (world: World, unit: string, division?: string): Promise<readonly RiskDoc[]> =>
  allOf<RiskBody, RiskTexts>(world.read, 'risk', {
    index: 'effective',
    prefix: division === undefined ? `${unit}|` : `${unit}|${division}|`,
  });

/** Does the risk lie in this power item? By its place and the item's name. */
export const liesIn = ({ body }: RiskDoc, item: PowerItem): boolean =>
  body.powerItem === item.name &&
  body.place.unit === item.unit &&
  (body.place.division ?? '') === (item.division ?? '');

/** A step's risks: by its id, else by its name, since a risk may have been typed. */
export const atStep = ({ body }: RiskDoc, step: { readonly id: string; readonly name: string }): boolean =>
  body.stepId === undefined ? body.stepName === step.name : body.stepId === step.id;

/** The item's steps in the order of its flow: numbered ones first, then as they came in. */
export const inOrder = (item: PowerItem, noted: Noted): PowerItem['steps'] =>
  [...item.steps]
    .map((step, i) => ({ step, no: noted?.steps[step.id]?.no ?? 1000 + i }))
    .sort((a, b) => a.no - b.no)
    .map(({ step }) => step);
