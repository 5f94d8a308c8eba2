import type { DomainEvent, World } from '../../kernel/capability.ts';
import { pagesOf } from '../../kernel/pages.ts';
import type { RiskBody, RiskDoc, RiskTexts } from './model.ts';
import { fromEach } from './unreadable.ts';

export type Looked = {
  readonly found: readonly RiskDoc[];
  /** One event for each document that could not be read: it stays as it is and stops nobody else's step (L03). */
  readonly broken: readonly DomainEvent[];
};

/** Documents of an index that fit; proportional to what stands there, not to the register. */
export async function lookThrough(
  world: World,
  query: { readonly index: string; readonly from?: string; readonly to?: string },
  fits: (doc: RiskDoc) => boolean,
): Promise<Looked> {
  const found: RiskDoc[] = [];
  const broken: DomainEvent[] = [];
  for await (const page of pagesOf<RiskBody, RiskTexts>(world.read, 'risk', query)) {
    const looked = await fromEach(world, page, (d) => (fits(d) ? [d] : []));
    found.push(...looked.made.flat());
    broken.push(...looked.broken);
  }
  return { found, broken };
}

/** What is under review and fits. */
export const inReviewThat = (world: World, fits: (doc: RiskDoc) => boolean): Promise<Looked> =>
  lookThrough(world, { index: 'status', from: 'inReview', to: 'inReview' }, fits);

/** Commits that take so many at a time; one is enough to say what could not be read. */
export const commitsFor = ({ found, broken }: Looked, size: number): number =>
  Math.max(Math.ceil(found.length / size), broken.length > 0 ? 1 : 0);

/** What could not be read goes on record with the first of several commits. */
export const brokenIn = ({ broken }: Looked, slotKey: string): readonly DomainEvent[] =>
  slotKey.endsWith(':0') ? broken : [];
