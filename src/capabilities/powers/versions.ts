import type { Reaction, World } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import type { Step } from '../../kernel/people.ts';
import type { Put } from '../../store/store.ts';
import { compareFlows, type FlowBody, type FlowDoc, type FlowTexts, flowId, snapshot } from './flow.ts';
import { type PowerItem, powerItemId, powerItems } from './items.ts';
import { inOrder, loadItemDoc } from './load.ts';
import type { PowerItemBody } from './model.ts';

/** All versions of one power item, oldest first: the next one's number follows from the last. */
export const versionsOf = (world: Pick<World, 'read'>, item: string): Promise<readonly FlowDoc[]> =>
  allOf<FlowBody, FlowTexts>(world.read, 'flow', { index: 'item', prefix: `${item}|` });

type State = { readonly item: PowerItem; readonly body: PowerItemBody | undefined };
const flowOf = ({ item, body }: State) => snapshot(inOrder(item, body), (id) => body?.steps[id]?.days);

/**
 * The version that a change makes, and before the first one how it stood until then. Nothing when the flow is the same.
 * `why` is sealed with the version.
 */
export async function versionPuts(
  world: World,
  before: State,
  after: State,
  made: { readonly how: 'edited' | 'imported'; readonly by: string; readonly why: string },
): Promise<readonly Put[]> {
  const [was, is] = [flowOf(before), flowOf(after)];
  if (compareFlows(was, is).length === 0) return [];
  const known = await versionsOf(world, after.item.id);
  const last = known.at(-1)?.body.no ?? 0;
  const put = (no: number, body: Omit<FlowBody, 'item' | 'no' | 'at'>, sealed: FlowTexts): Put => ({
    ...{ kind: 'flow', id: flowId(after.item.id, no), rev: 0, sealed },
    body: { item: after.item.id, no, at: world.now, ...body } satisfies FlowBody,
  });
  const begun = last === 0 ? [put(1, { how: 'begun', by: 'system', steps: was }, {})] : [];
  const { how, by, why } = made;
  const next = put(Math.max(last, 1) + 1, { how, by, steps: is }, why === '' ? {} : { why });
  return [...begun, next];
}

/** Items whose steps an import changes, as they will be; items that are new have no version before. */
function touchedItems(world: World, puts: readonly Put[]): readonly PowerItem[] {
  const steps = puts.filter((p) => p.kind === 'step').map((p): Step => ({ ...(p.body as Step), id: p.id }));
  const fresh = new Map(steps.map((s) => [s.id, s]));
  const idOf = (s: Step): string => powerItemId(s.unit, s.division, s.powerItem);
  const ids = new Set([...steps, ...world.org.data.steps.filter((s) => fresh.has(s.id))].map(idOf));
  return powerItems(world.org)
    .filter((i) => ids.has(i.id))
    .map((i) => ({
      ...i,
      steps: [
        ...i.steps.flatMap((s) => {
          const now = fresh.get(s.id) ?? s;
          return idOf(now) === i.id ? [now] : [];
        }),
        ...steps.filter((s) => idOf(s) === i.id && !i.steps.some((x) => x.id === s.id)),
      ],
    }));
}

/** Steps that come by a table make versions too, with whoever imported them. */
export const onStepsChanged: Reaction = async (world, event, soFar) => {
  const touched = touchedItems(world, soFar.put ?? []);
  const made = { how: 'imported' as const, by: event.by, why: '' };
  const puts: Put[] = [];
  for (const after of touched) {
    const before = powerItems(world.org, after.unit, after.division).find((i) => i.id === after.id);
    const body = (await loadItemDoc(world, after.id))?.body;
    if (before) puts.push(...(await versionPuts(world, { item: before, body }, { item: after, body }, made)));
  }
  return puts.length > 0 ? { put: puts } : undefined;
};
