import { useState } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { Markdown } from '../markdown/view.tsx';
import { colourValue } from './colours.ts';
import { type ElementProps, useCard } from './context.ts';
import { contentOf, isObject, type Json, numberAt, objectAt, textAt } from './json.ts';

const GAPS: Readonly<Record<string, string>> = {
  small: '4px',
  medium: '8px',
  large: '12px',
  extra_large: '16px',
};
const gapOf = (value: string | undefined): string =>
  value && /^\d{1,2}px$/.test(value) ? value : (GAPS[value ?? 'medium'] ?? '8px');

const ALIGN: Readonly<Record<string, string>> = { top: 'flex-start', center: 'center', bottom: 'flex-end' };

function columnStyle(column: Json, mode: string) {
  const fixed = mode === 'none';
  const width = textAt(column, 'width') ?? 'weighted';
  const ground = textAt(column, 'background_style');
  return {
    alignSelf:
      mode === 'stretch' ? 'stretch' : (ALIGN[textAt(column, 'vertical_align') ?? 'top'] ?? 'flex-start'),
    gap: gapOf(textAt(column, 'vertical_spacing')),
    ...(ground && ground !== 'default'
      ? { background: colourValue(ground), borderRadius: '6px', padding: '8px' }
      : {}),
    // Widths count only where columns neither wrap nor stack.
    ...(fixed && width === 'weighted' ? { flex: `${numberAt(column, 'weight') ?? 1} 1 0` } : {}),
    ...(fixed && /^\d+px$/.test(width) ? { flex: `0 1 ${width}` } : {}),
  };
}

export function ColumnSet({ node, path }: ElementProps) {
  const { Elements } = useCard();
  const mode = textAt(node, 'flex_mode') ?? 'none';
  const columns: readonly unknown[] = Array.isArray(node.columns) ? node.columns : [];
  return (
    <div class={`columns columns-${mode}`} style={{ gap: gapOf(textAt(node, 'horizontal_spacing')) }}>
      {columns.map((column, i) =>
        isObject(column) ? (
          <div key={i} class="column" style={columnStyle(column, mode)}>
            <Elements node={column} path={`${path}.columns.${i}`} />
          </div>
        ) : null,
      )}
    </div>
  );
}

/** A panel that folds; it stays as the person left it while the card is redrawn. */
export function Panel({ node, path }: ElementProps) {
  const { lang, Elements } = useCard();
  const [open, setOpen] = useState(node.expanded === true);
  const title = objectAt(objectAt(node, 'header') ?? {}, 'title');
  const words = contentOf(title, lang);
  return (
    <section class={`panel${open ? ' panel-open' : ''}`}>
      <button
        type="button"
        class="panel-head"
        aria-expanded={open}
        data-path={path}
        onClick={() => setOpen(!open)}
      >
        <span class="panel-title">{title?.tag === 'markdown' ? <Markdown source={words} /> : words}</span>
        <Icon name="down" size={16} />
      </button>
      {open ? (
        <div class="panel-body">
          <Elements node={node} path={path} />
        </div>
      ) : null}
    </section>
  );
}
