import { digestRefusals } from '../../../cards/digests/text.ts';
import type { Capability, LineRenderer } from '../../kernel/capability.ts';
import { readsOthersRisk } from '../risks/index.ts';
import { chiefRenderer, chiefSchedule } from './chief.ts';
import { digestRenderer, digestSchedule } from './digest.ts';
import { listCommand, listRenderer, sendList } from './list.ts';
import { latestKind, monthKind, summaryKind } from './model.ts';
import { monthSchedule } from './months.ts';
import { summaryRenderer, summarySchedules } from './posting.ts';
import { progressCommand, progressWord } from './progress.ts';
import { summaryCommand, summaryWord } from './summary.ts';

/**
 * The private digest of a working day, the weekly and monthly summaries, 汇总 and 进度.
 * `renderLine(world, line, { about, …params })` draws a digest line whichever capability declared it.
 */
export const digests = (renderLine: LineRenderer): Capability => ({
  name: 'digests',
  kinds: [summaryKind, latestKind, monthKind],
  commands: {
    'digests.summary': summaryCommand,
    'digests.list': listCommand,
    'digests.send': sendList,
    'digests.progress': progressCommand,
  },
  words: [summaryWord, progressWord],
  cards: {
    'digests.digest': digestRenderer(renderLine),
    'digests.summary': summaryRenderer,
    'digests.list': listRenderer,
    'digests.chief': chiefRenderer,
  },
  reads: { 'digests.list': readsOthersRisk },
  // The month's record first: the month's summaries draw their trend from it.
  schedules: [digestSchedule, monthSchedule, ...summarySchedules, chiefSchedule],
  refusals: digestRefusals,
});
