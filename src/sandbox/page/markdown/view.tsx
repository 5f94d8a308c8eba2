import { Fragment } from 'preact';
import { colourValue, tagColours } from '../card/colours.ts';
import { personName } from '../select.ts';
import { getView } from '../store.ts';
import { dateAndTime, fullDate } from '../times.ts';
import { say } from '../words.ts';
import { parseBlocks } from './blocks.ts';
import { parseInline } from './inline.ts';
import type { Block, Inline, ListItem } from './nodes.ts';

function atName(id: string): string {
  const { state, lang } = getView();
  if (id === 'all') return say(lang, 'everybody');
  return state ? personName(state, id, lang) : id;
}

function timeText(ms: number, format: string): string {
  const { state, lang } = getView();
  const zone = state?.zone ?? 'UTC';
  if (Number.isNaN(ms)) return '';
  return format.startsWith('time') ? dateAndTime(ms, lang, zone) : fullDate(ms, lang, zone);
}

const Tag = ({ colour, children }: { readonly colour: string; readonly children: readonly Inline[] }) => {
  const look = tagColours(colour);
  return (
    <span class="text-tag" style={{ background: look.ground, color: look.ink }}>
      <Inlines nodes={children} />
    </span>
  );
};

function drawInline(node: Inline) {
  if (node.kind === 'text') return node.text;
  if (node.kind === 'br') return <br />;
  if (node.kind === 'hr') return <span class="md-hr" />;
  if (node.kind === 'code') return <code>{node.text}</code>;
  if (node.kind === 'image') return <span class="md-image">{node.alt || node.key}</span>;
  if (node.kind === 'emoji') return <span class="md-emoji">[{node.name}]</span>;
  if (node.kind === 'time') return <time>{timeText(node.ms, node.format)}</time>;
  if (node.kind === 'at')
    return <span class="md-at">{node.ids.map((id) => `@${atName(id)}`).join(' ')}</span>;
  if (node.kind === 'person') return <span class="md-at">{atName(node.id)}</span>;
  if (node.kind === 'tag') return <Tag colour={node.colour}>{node.children}</Tag>;
  const inner = <Inlines nodes={node.children} />;
  if (node.kind === 'font') return <span style={{ color: colourValue(node.colour) }}>{inner}</span>;
  if (node.kind === 'link')
    return (
      <a href={node.href} target="_blank" rel="noopener noreferrer">
        {inner}
      </a>
    );
  if (node.kind === 'strong') return <strong>{inner}</strong>;
  return node.kind === 'em' ? <em>{inner}</em> : <del>{inner}</del>;
}

const Inlines = ({ nodes }: { readonly nodes: readonly Inline[] }) => (
  <>
    {nodes.map((node, i) => (
      <Fragment key={i}>{drawInline(node)}</Fragment>
    ))}
  </>
);

const drawItem = (item: ListItem) => (
  <li>
    <Inlines nodes={item.children} />
    {item.lists.map(drawBlock)}
  </li>
);

const drawTable = (block: Block & { kind: 'table' }) => (
  <div class="table-scroll">
    <table class="card-table">
      <thead>
        <tr>
          {block.head.map((cell) => (
            <th key={cell}>
              <InlineMarkdown source={cell} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {block.rows.map((row) => (
          <tr key={row.join('|')}>
            {row.map((cell) => (
              <td key={cell}>
                <InlineMarkdown source={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

function drawBlock(block: Block) {
  if (block.kind === 'hr') return <hr />;
  if (block.kind === 'code') return <pre>{block.text}</pre>;
  if (block.kind === 'table') return drawTable(block);
  if (block.kind === 'list')
    return block.ordered ? (
      <ol start={block.start}>{block.items.map(drawItem)}</ol>
    ) : (
      <ul>{block.items.map(drawItem)}</ul>
    );
  const inner = <Inlines nodes={block.children} />;
  if (block.kind === 'quote') return <blockquote>{inner}</blockquote>;
  return block.kind === 'heading' ? <p class={`md-h md-h${block.level}`}>{inner}</p> : <p>{inner}</p>;
}

/** The markdown component, drawn as elements; there is no way to HTML from here. */
export const Markdown = ({ source }: { readonly source: string }) => (
  <>{parseBlocks(source).map(drawBlock)}</>
);

/** lark_md: inline marks only. */
export const InlineMarkdown = ({ source }: { readonly source: string }) => (
  <Inlines nodes={parseInline(source)} />
);
