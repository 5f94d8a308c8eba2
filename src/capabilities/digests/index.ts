import { digestRefusals } from '../../../cards/digests/text.ts';
import type { Capability, LineRenderer } from '../../kernel/capability.ts';
import { digestRenderer, digestSchedule } from './digest.ts';
import { latestKind, summaryKind } from './model.ts';
import { progressCommand, progressWord } from './progress.ts';
import { summaryCommand, summaryRenderer, summarySchedules, summaryWord } from './summary.ts';

/**
 * The private digest of a working day, the weekly and monthly summaries, 汇总 and 进度.
 * `renderLine(world, line, { about, …params })` draws a digest line whichever capability declared it.
 */
export const digests = (renderLine: LineRenderer): Capability => ({
  name: 'digests',
  kinds: [summaryKind, latestKind],
  commands: { 'digests.summary': summaryCommand, 'digests.progress': progressCommand },
  words: [summaryWord, progressWord],
  cards: { 'digests.digest': digestRenderer(renderLine), 'digests.summary': summaryRenderer },
  schedules: [digestSchedule, ...summarySchedules],
  refusals: digestRefusals,
});
