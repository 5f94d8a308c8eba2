import { Avatar } from '../avatar.tsx';
import { Icon } from '../icons.tsx';
import { InlineMarkdown, Markdown } from '../markdown/view.tsx';
import { personName } from '../select.ts';
import { colourValue } from './colours.ts';
import { type ElementProps, useCard } from './context.ts';
import { contentOf, listAt, numberAt, objectAt, textAt } from './json.ts';

/** Feishu's named sizes in px. */
const SIZES: Readonly<Record<string, number>> = {
  'heading-0': 30,
  'heading-1': 24,
  'heading-2': 20,
  'heading-3': 18,
  'heading-4': 16,
  heading: 16,
  normal: 14,
  notation: 12,
  'xxxx-large': 30,
  'xxx-large': 24,
  'xx-large': 20,
  'x-large': 18,
  large: 16,
  medium: 14,
  small: 12,
  'x-small': 10,
};

/** Font size and a line height that keeps lines on a calm rhythm; headings are heavier, as in the client. */
function sizeStyle(name: string | undefined) {
  const size = SIZES[name ?? 'normal'] ?? 14;
  const heavy = name?.startsWith('heading') || name?.endsWith('x-large');
  return {
    fontSize: `${size}px`,
    lineHeight: `${Math.round(size * 1.3 + 4)}px`,
    ...(heavy ? { fontWeight: 600 } : {}),
  };
}

type Align = 'left' | 'center' | 'right';
const alignOf = (value: string | undefined): { textAlign?: Align } =>
  value === 'center' || value === 'right' ? { textAlign: value } : {};

export function Div({ node }: ElementProps) {
  const { lang } = useCard();
  const words = objectAt(node, 'text') ?? {};
  const lines = numberAt(words, 'lines');
  const style = {
    ...sizeStyle(textAt(words, 'text_size')),
    ...alignOf(textAt(words, 'text_align')),
    ...(words.tag === 'plain_text' && words.text_color
      ? { color: colourValue(textAt(words, 'text_color')) }
      : {}),
    ...(lines
      ? { display: '-webkit-box', WebkitLineClamp: lines, WebkitBoxOrient: 'vertical', overflow: 'hidden' }
      : {}),
  };
  const content = contentOf(words, lang);
  return (
    <div class="card-text" style={style}>
      {words.tag === 'lark_md' ? <InlineMarkdown source={content} /> : content}
    </div>
  );
}

export function MarkdownElement({ node }: ElementProps) {
  const { lang } = useCard();
  const style = { ...sizeStyle(textAt(node, 'text_size')), ...alignOf(textAt(node, 'text_align')) };
  return (
    <div class="markdown" style={style}>
      <Markdown source={contentOf(node, lang)} />
    </div>
  );
}

export const Hr = (_: ElementProps) => <hr />;

/** The sandbox keeps no pictures: a calm place holder with the alternative text. */
export function Picture({ node }: ElementProps) {
  const { lang } = useCard();
  const alt = contentOf(objectAt(node, 'alt'), lang) || textAt(node, 'img_key') || '';
  return (
    <div class="picture" role="img" aria-label={alt}>
      <Icon name="file" size={20} />
      <span>{alt}</span>
    </div>
  );
}

export function Person({ node }: ElementProps) {
  const { lang, state } = useCard();
  const single = textAt(node, 'user_id');
  const ids = single ? [single] : listAt(node, 'persons').map((p) => textAt(p, 'id') ?? '');
  const named = single ? node.show_name === true : node.show_name !== false;
  return (
    <div class="persons">
      {ids.map((id) => (
        <span key={id} class="person" title={personName(state, id, lang)}>
          {single && node.show_avatar === false ? null : (
            <Avatar id={id} name={personName(state, id, 'zh')} size={22} />
          )}
          {named ? personName(state, id, lang) : null}
        </span>
      ))}
    </div>
  );
}
