import { InlineMarkdown } from '../markdown/view.tsx';
import { type ElementProps, useCard } from './context.ts';
import { contentOf, objectAt } from './json.ts';

export function Checker({ node, path }: ElementProps) {
  const { lang, read, write, press } = useCard();
  const words = objectAt(node, 'text');
  const content = contentOf(words, lang);
  const toggle = (checked: boolean) => {
    write(path, checked);
    if (Array.isArray(node.behaviors)) press(path, node, String(checked));
  };
  return (
    <label class="check-row checker">
      <input
        type="checkbox"
        checked={read(path, node) === true}
        disabled={node.disabled === true}
        data-path={path}
        onChange={(event) => toggle(event.currentTarget.checked)}
      />
      <span>{words?.tag === 'lark_md' ? <InlineMarkdown source={content} /> : content}</span>
    </label>
  );
}
