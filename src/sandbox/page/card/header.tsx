import type { Lang } from '../words.ts';
import { headerColours, tagColours } from './colours.ts';
import { contentOf, type Json, listAt, objectAt, textAt } from './json.ts';

/** Title, subtitle and at most three tags on the template's tint. */
export function CardHeader({ header, lang }: { readonly header: Json | undefined; readonly lang: Lang }) {
  if (!header) return null;
  const look = headerColours(textAt(header, 'template'));
  const subtitle = contentOf(objectAt(header, 'subtitle'), lang);
  return (
    <header class="card-header" style={{ background: look.ground, color: look.ink }}>
      <div class="card-titles">
        <h3>{contentOf(objectAt(header, 'title'), lang)}</h3>
        {subtitle === '' ? null : <p>{subtitle}</p>}
      </div>
      {listAt(header, 'text_tag_list')
        .slice(0, 3)
        .map((tag) => {
          const colours = tagColours(textAt(tag, 'color') ?? 'neutral');
          const words = contentOf(objectAt(tag, 'text'), lang);
          return (
            <span key={words} class="text-tag" style={{ background: colours.ground, color: colours.ink }}>
              {words}
            </span>
          );
        })}
    </header>
  );
}
