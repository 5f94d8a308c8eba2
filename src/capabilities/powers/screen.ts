import type { Card } from '../../../cards/kit/card.ts';
import { itemCard } from '../../../cards/powers/item.ts';
import type { Acting, CardRenderer, Shown } from '../../kernel/capability.ts';
import { type PowerItem, powerItem } from './items.ts';
import { itemView, maySee } from './view.ts';

/** The card of a power item, and what its message follows from now on. */
export async function itemScreen(
  acting: Acting,
  item: PowerItem,
  page: number,
): Promise<{ readonly card: Card; readonly shows: Shown }> {
  return {
    card: itemCard(await itemView(acting, item, page, acting.actor)),
    shows: { card: 'powers.item', about: `powerItem:${item.id}` },
  };
}

/** Redraws an open item card when the item changes; nothing for who may no longer see it. */
export const itemRenderer: CardRenderer = async (world, id, _params, viewer) => {
  const item = powerItem(world.org, id);
  if (!item || !viewer || !maySee(viewer, item.unit, world.org)) return undefined;
  return itemCard(await itemView(world, item, 0, viewer));
};
