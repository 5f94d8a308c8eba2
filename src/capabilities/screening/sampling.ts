import type { Reader } from '../../store/store.ts';
import { sampleSize } from './lot.ts';
import type { AnswerBody, CampaignDoc } from './model.ts';

/** How many answers of a kind there are, from the index alone. */
export async function countOf(read: Reader, campaign: string, kind: AnswerBody['kind']): Promise<number> {
  const counts = await read.tally('answer', { index: 'count', prefix: `${campaign}|` });
  return Object.entries(counts)
    .filter(([key]) => key.split('|')[3] === kind)
    .reduce((sum, [, n]) => sum + n, 0);
}

/** Ids of the «no change» statements that are looked at again: the first ones of the lot. Loads only these. */
export async function drawSample(
  read: Reader,
  { id, body }: Pick<CampaignDoc, 'id' | 'body'>,
): Promise<readonly string[]> {
  const size = sampleSize(await countOf(read, id, 'noChange'), body.samplePercent);
  if (size === 0) return [];
  const { items } = await read.list<AnswerBody>('answer', { index: 'lot', prefix: `${id}|`, limit: size });
  return items.map((a) => a.id);
}
