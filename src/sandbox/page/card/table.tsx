import { useState } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { InlineMarkdown, Markdown } from '../markdown/view.tsx';
import { personName } from '../select.ts';
import { fullDate } from '../times.ts';
import { type Lang, say } from '../words.ts';
import { tagColours } from './colours.ts';
import { type ElementProps, useCard } from './context.ts';
import { isObject, type Json, listAt, numberAt, objectAt, textAt } from './json.ts';

type Align = 'left' | 'center' | 'right';

const alignOf = (column: Json): Align => {
  const align = textAt(column, 'horizontal_align');
  return align === 'right' || align === 'center' ? align : 'left';
};

function numberText(value: number, column: Json): string {
  const format = objectAt(column, 'format') ?? {};
  const digits = numberAt(format, 'precision');
  const plain = digits === undefined ? String(value) : value.toFixed(digits);
  const grouped = format.separator === true ? plain.replace(/\B(?=(\d{3})+(?!\d))/, ',') : plain;
  return `${textAt(format, 'symbol') ?? ''}${grouped}`;
}

const Options = ({ value }: { readonly value: unknown }) => (
  <>
    {(Array.isArray(value) ? value : [{ text: value }]).filter(isObject).map((option) => {
      const look = tagColours(textAt(option, 'color') ?? 'neutral');
      const words = String(option.text ?? '');
      return (
        <span key={words} class="text-tag" style={{ background: look.ground, color: look.ink }}>
          {words}
        </span>
      );
    })}
  </>
);

function Cell({ value, column }: { readonly value: unknown; readonly column: Json }) {
  const { lang, state } = useCard();
  const type = textAt(column, 'data_type') ?? 'text';
  if (value === undefined || value === null) return null;
  if (type === 'number' && typeof value === 'number') return <>{numberText(value, column)}</>;
  if (type === 'date' && typeof value === 'number') return <>{fullDate(value, lang, state.zone)}</>;
  if (type === 'options') return <Options value={value} />;
  if (type === 'persons')
    return (
      <>
        {[value]
          .flat()
          .map((id) => personName(state, String(id), lang))
          .join(lang === 'zh' ? '、' : ', ')}
      </>
    );
  if (type === 'lark_md') return <InlineMarkdown source={String(value)} />;
  return type === 'markdown' ? <Markdown source={String(value)} /> : String(value);
}

type PagerProps = {
  readonly lang: Lang;
  readonly page: number;
  readonly pages: number;
  readonly go: (page: number) => void;
};

const Pager = ({ lang, page, pages, go }: PagerProps) => (
  <div class="pager">
    <button
      type="button"
      aria-label={say(lang, 'prevPage')}
      disabled={page === 0}
      onClick={() => go(page - 1)}
    >
      <Icon name="left" size={16} />
    </button>
    <span>
      {page + 1} / {pages}
    </span>
    <button
      type="button"
      aria-label={say(lang, 'nextPage')}
      disabled={page >= pages - 1}
      onClick={() => go(page + 1)}
    >
      <Icon name="right" size={16} />
    </button>
  </div>
);

/** A table in pages; a wide one scrolls within its own frame. */
export function CardTable({ node }: ElementProps) {
  const { lang } = useCard();
  const [wanted, go] = useState(0);
  const columns = listAt(node, 'columns');
  const rows = listAt(node, 'rows');
  const size = Math.max(1, numberAt(node, 'page_size') ?? 5);
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const page = Math.min(wanted, pages - 1);
  const head = objectAt(node, 'header_style') ?? {};
  const headClass = `${head.background_style === 'grey' ? 'grey' : ''}${head.bold === false ? ' light' : ''}`;
  const widthOf = (c: Json) =>
    /^\d+(px|%)$/.test(textAt(c, 'width') ?? '') ? { width: textAt(c, 'width') ?? '' } : {};
  return (
    <div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling frame must be reachable by keyboard */}
      <div class="table-scroll" tabIndex={0}>
        <table class={`card-table row-${textAt(node, 'row_height') ?? 'low'}`}>
          <thead class={headClass}>
            <tr>
              {columns.map((c) => (
                <th key={String(c.name)} scope="col" style={{ textAlign: alignOf(c), ...widthOf(c) }}>
                  {textAt(c, 'display_name') ?? ''}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(page * size, (page + 1) * size).map((row, i) => (
              <tr key={i}>
                {columns.map((c) => (
                  <td key={String(c.name)} style={{ textAlign: alignOf(c) }}>
                    <Cell value={row[String(c.name)]} column={c} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 ? <Pager lang={lang} page={page} pages={pages} go={go} /> : null}
    </div>
  );
}
