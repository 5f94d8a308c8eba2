import type { World } from '../../kernel/capability.ts';
import type { RiskBody, RiskDoc, RiskTexts } from './model.ts';

const PAGE = 500;

/** A document that cannot be read stays as it is and stops nobody else's step (L03). */
function safely(fits: (doc: RiskDoc) => boolean, doc: RiskDoc): boolean {
  try {
    return fits(doc);
  } catch {
    return false;
  }
}

/** What is under review and fits; proportional to what is under review, not to the register. */
export async function inReviewThat(
  world: World,
  fits: (doc: RiskDoc) => boolean,
): Promise<readonly RiskDoc[]> {
  const found: RiskDoc[] = [];
  let cursor: string | undefined;
  do {
    const query = { index: 'status', from: 'inReview', to: 'inReview', limit: PAGE };
    const page = await world.read.list<RiskBody, RiskTexts>(
      'risk',
      cursor === undefined ? query : { ...query, cursor },
    );
    found.push(...page.items.filter((d) => safely(fits, d)));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}
