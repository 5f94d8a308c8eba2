import { cleanText } from '../../../cards/kit/clean.ts';
import { MAX_SAID, recheckWords as words } from '../../../cards/rechecks/text.ts';
import type { Settings } from '../../kernel/settings.ts';
import type { Text } from '../../kernel/text.ts';
import { isVagueMeasure, saysNothing } from '../risks/index.ts';

/** Shortest text that can say what was seen, characters. */
const MIN_SAID = 8;
/** 「一切正常」 in its dresses: a judgement, not a finding. */
const ALL_FINE =
  /^(经(检查|复查|核查)?)?(情况|工作|措施|落实|执行|一切|各项|总体|均)*(都|均|全部|比较|较|很|已)*(正常|良好|无异常|没问题|没有问题|无问题|未发现(任何|什么)?(问题|异常)|到位|落实到位|符合要求|ok|fine|allfine)+$/i;

/** What was typed, or what to tell the typist: a toast, nothing typed is lost. */
export function readSaid(
  value: unknown,
  quality: Settings['quality'],
): { readonly said: string } | { readonly fault: Text } {
  const said = typeof value === 'string' ? cleanText(value) : '';
  if (said === '') return { fault: words.saidMissing };
  if ([...said].length > MAX_SAID) return { fault: words.tooLong };
  const bare = said.replace(/[\s\p{P}\p{S}]/gu, '');
  if (saysNothing(said, quality) || ALL_FINE.test(bare)) return { fault: words.saysNothing };
  if ([...bare].length < MIN_SAID || new Set(bare).size <= 4) return { fault: words.tooShort };
  return isVagueMeasure(said, quality.vague) ? { fault: words.vague } : { said };
}
