import { type ElementProps, useCard } from './context.ts';
import { contentOf, objectAt, textAt } from './json.ts';

/** A button: greyed when disabled, spinning while its callback is open. */
export function CardButton({ node, path }: ElementProps) {
  const { lang, busy, press } = useCard();
  const type = textAt(node, 'type') ?? 'default';
  const size = textAt(node, 'size') ?? 'medium';
  const fill = textAt(node, 'width') === 'fill';
  const loading = busy === path;
  return (
    <button
      type="button"
      class={`cb cb-${type} cb-${size}${fill ? ' cb-fill' : ''}${loading ? ' cb-loading' : ''}`}
      disabled={node.disabled === true}
      aria-disabled={busy !== undefined}
      aria-busy={loading}
      data-path={path}
      title={contentOf(objectAt(node, 'hover_tips'), lang) || undefined}
      onClick={() => press(path, node)}
    >
      {loading ? <span class="spinner" aria-hidden="true" /> : null}
      <span>{contentOf(objectAt(node, 'text'), lang)}</span>
    </button>
  );
}
