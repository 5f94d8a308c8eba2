import { CardContext } from './context.ts';
import { Elements } from './element.tsx';
import { CardHeader } from './header.tsx';
import { contentOf, isObject, type Json, objectAt } from './json.ts';
import { type CardProps, useCardUse } from './use.ts';

/** A card JSON 2.0 as the client draws it. */
export function CardView(props: CardProps) {
  const use = useCardUse(props, Elements);
  const card = isObject(props.message.card) ? props.message.card : {};
  const body = objectAt(card, 'body');
  return (
    <CardContext.Provider value={use}>
      <article
        class="card"
        aria-busy={use.busy !== undefined}
        aria-label={contentOf(titleOf(card), use.lang)}
      >
        <CardHeader header={objectAt(card, 'header')} lang={use.lang} />
        {body ? (
          <div class="card-body">
            <Elements node={body} path="body" />
          </div>
        ) : null}
      </article>
    </CardContext.Provider>
  );
}

const titleOf = (card: Json): Json | undefined => {
  const header = objectAt(card, 'header');
  return header ? objectAt(header, 'title') : undefined;
};
