import type { PersonId, Step } from '../../kernel/people.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Doc, KindSpec } from '../../store/store.ts';

/** One step as a version of the flow keeps it (S87). */
export type FlowStep = {
  readonly id: string;
  readonly name: string;
  readonly post?: string;
  readonly days?: number;
};
/** Versions are kept for good: who changed the flow of a power item, when, and how it stood then. */
export type FlowBody = {
  readonly item: string;
  readonly no: number;
  /** begun: how it stood before the first change · edited: on a card · imported: with the steps of a table. */
  readonly how: 'begun' | 'edited' | 'imported';
  readonly by: PersonId | 'system';
  readonly at: Instant;
  readonly steps: readonly FlowStep[];
  /** The policy that was revised because of it (S91). */
  readonly policy?: string;
};
/** Why, and the four sides of an improvement (S89). */
export const IMPROVEMENTS = ['optimisation', 'standard', 'procedure', 'discipline'] as const;
export type Improvement = (typeof IMPROVEMENTS)[number];
export type FlowTexts = { readonly why?: string } & { readonly [K in Improvement]?: string };
export type FlowDoc = Doc<FlowBody, FlowTexts>;

/** Width that keeps ids in the order of the numbers. */
const padded = (no: number): string => String(no).padStart(4, '0');
export const flowId = (item: string, no: number): string => `${item}|${padded(no)}`;
export const flowKind: KindSpec = {
  kind: 'flow',
  schema: 1,
  indexes: { item: (f: FlowBody) => `${f.item}|${padded(f.no)}` },
};

/** The flow in its order, as a version keeps it. */
export const snapshot = (
  steps: readonly Pick<Step, 'id' | 'name' | 'post'>[],
  daysOf: (step: string) => number | undefined,
): readonly FlowStep[] =>
  steps.map(({ id, name, post }) => {
    const days = daysOf(id);
    return { id, name, ...(post === undefined ? {} : { post }), ...(days === undefined ? {} : { days }) };
  });

export type FlowChange = {
  readonly what: 'added' | 'removed' | 'changed';
  readonly step: FlowStep;
  readonly before?: FlowStep;
  /** Places in the flow, from 1; undefined when it was not there. */
  readonly was?: number;
  readonly is?: number;
};
const sameStep = (a: FlowStep, b: FlowStep): boolean =>
  a.name === b.name && a.post === b.post && a.days === b.days;

/** What is new, changed and gone between two versions. A step only counts as moved against those that both have. */
export function compareFlows(before: readonly FlowStep[], after: readonly FlowStep[]): readonly FlowChange[] {
  const old = new Map(before.map((step, i) => [step.id, { step, no: i + 1 }]));
  const now = new Set(after.map((s) => s.id));
  const kept = before.filter((s) => now.has(s.id)).map((s) => s.id);
  const order = after.filter((s) => old.has(s.id)).map((s) => s.id);
  const moved = (id: string): boolean => kept.indexOf(id) !== order.indexOf(id);
  const here = after.flatMap((step, i): readonly FlowChange[] => {
    const was = old.get(step.id);
    if (!was) return [{ what: 'added', step, is: i + 1 }];
    if (sameStep(was.step, step) && !moved(step.id)) return [];
    return [{ what: 'changed', step, before: was.step, was: was.no, is: i + 1 }];
  });
  const gone = before.flatMap((step, i): readonly FlowChange[] =>
    now.has(step.id) ? [] : [{ what: 'removed', step, was: i + 1 }],
  );
  return [...here, ...gone];
}
