/** A component of a card with its own object and the form around it, if it stands in one. */
export type Found = { readonly node: Record<string, unknown>; readonly form?: Record<string, unknown> };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Walks a path such as `body.elements.3.columns.0.elements.1`; undefined when it does not lead to a tagged object. */
export function findComponent(card: unknown, path: string): Found | undefined {
  let node: unknown = card;
  let form: Record<string, unknown> | undefined;
  for (const step of path.split('.')) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, step)) return undefined;
    node = (node as Record<string, unknown>)[step];
    if (isObject(node) && node.tag === 'form') form = node;
  }
  if (!isObject(node) || typeof node.tag !== 'string') return undefined;
  return form === undefined || form === node ? { node } : { node, form };
}

/** Every tagged object below a node, the node itself not included. */
export function taggedBelow(node: unknown): Record<string, unknown>[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.values(node).flatMap((child) => [
    ...(isObject(child) && 'tag' in child ? [child] : []),
    ...taggedBelow(child),
  ]);
}
