/** Reads a card the way a person does: words from top to bottom, and things one can press. Works on plain JSON. */
type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const words = (value: unknown): string =>
  isNode(value) && typeof value.content === 'string' ? value.content : '';

/** Entities and the few tags of Feishu's markdown, as a reader sees them. */
const readable = (source: string): string =>
  source
    .replace(/<br\s*\/?>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/\*\*/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

const tableLines = (node: Node): string[] => {
  const columns = (node.columns as Node[]).map((c) => ({
    name: String(c.name),
    title: String(c.display_name),
  }));
  const rows = (node.rows as Node[]).map((r) => columns.map((c) => String(r[c.name] ?? '')).join(' | '));
  return [columns.map((c) => c.title).join(' | '), ...rows];
};

function fieldLine(node: Node): string {
  const label = words(node.label) || words(node.placeholder) || words(node.text);
  const must = node.required === true ? '*' : '';
  const options = Array.isArray(node.options)
    ? ` {${(node.options as Node[]).map((o) => words(o.text)).join(' / ')}}`
    : '';
  const value = node.default_value ?? node.initial_option ?? '';
  return `[${label}${must}]${options}${value === '' ? '' : ` = ${String(value)}`}`;
}

/** The card's words as lines, buttons as 〔label〕, fields as [label]. */
export function linesOf(card: unknown): string[] {
  if (!isNode(card)) return [];
  const lines: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const n of node) walk(n);
    if (!isNode(node)) return;
    switch (node.tag) {
      case 'markdown':
        lines.push(...readable(String(node.content)).split('\n'));
        return;
      case 'div':
        lines.push(...words(node.text).split('\n'));
        return;
      case 'button':
        lines.push(`〔${words(node.text)}〕`);
        return;
      case 'input':
      case 'select_static':
      case 'multi_select_static':
      case 'date_picker':
      case 'checker':
        lines.push(fieldLine(node));
        return;
      case 'table':
        lines.push(...tableLines(node));
        return;
      case 'chart':
        lines.push('（图表）');
        return;
      case 'hr':
        lines.push('———');
        return;
      case 'collapsible_panel':
        lines.push(`▸ ${words((node.header as Node).title)}`);
        walk(node.elements);
        return;
      default:
        for (const key of ['elements', 'columns', 'body']) walk(node[key]);
    }
  };
  const header = card.header;
  if (isNode(header)) lines.push(`【${words(header.title)}】${words(header.subtitle)}`);
  walk(card.body);
  return lines.filter((l) => l.trim() !== '');
}

export type Press = { readonly path: string; readonly label: string; readonly node: Node };

/** Everything with a callback, with its path as the sandbox wants it. */
export function pressesOf(card: unknown): readonly Press[] {
  const found: Press[] = [];
  const walk = (node: unknown, path: string): void => {
    if (Array.isArray(node))
      node.forEach((n, i) => {
        walk(n, `${path}.${i}`);
      });
    if (!isNode(node)) return;
    if (node.behaviors !== undefined || node.tag === 'button')
      found.push({ path, label: words(node.text) || words(node.placeholder), node });
    for (const [key, value] of Object.entries(node))
      if (typeof value === 'object') walk(value, path === '' ? key : `${path}.${key}`);
  };
  walk(card, '');
  return found;
}

/** The option of a select on the card whose words contain the given ones. */
export function optionValue(card: unknown, field: string, label: string): string | undefined {
  let value: string | undefined;
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const n of node) walk(n);
    if (!isNode(node)) return;
    const named =
      node.name === field || words(node.placeholder).includes(field) || words(node.label).includes(field);
    if (named && Array.isArray(node.options))
      value ??= (node.options as Node[])
        .filter((o) => words(o.text).includes(label))
        .map((o) => String(o.value))[0];
    for (const child of Object.values(node)) if (typeof child === 'object') walk(child);
  };
  walk(card);
  return value;
}
