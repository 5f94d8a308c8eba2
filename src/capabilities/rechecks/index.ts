import { recheckLine, recheckRefusals } from '../../../cards/rechecks/text.ts';
import type { Capability, LineRenderer } from '../../kernel/capability.ts';
import type { Text } from '../../kernel/text.ts';
import { type RiskDoc, riskOf } from '../risks/index.ts';
import { recheckChatWords, recheckCommands } from './commands.ts';
import { dutiesOf } from './duties.ts';
import { adoptionKind, type RecheckDoc, recheckKind } from './model.ts';
import { onImportApplied, onImportUndone, onRisk } from './plan.ts';
import { adoptSchedule, dueSchedule, overdueSchedule } from './schedule.ts';
import { planOf, renderList, renderRectify, titleOf } from './view.ts';

export type { RecheckBody } from './model.ts';

/** A line about one re-check, left out when it is no longer true. */
const about =
  (say: (plan: RecheckDoc, risk: RiskDoc) => Text | undefined): LineRenderer =>
  async (world, id) => {
    const [plan, risk] = await Promise.all([planOf(world, id), riskOf(world.read, id)]);
    return plan && risk?.body.status === 'effective' ? say(plan, risk) : undefined;
  };

const lines: Readonly<Record<string, LineRenderer>> = {
  'rechecks.due': async (world, id) => {
    const { total, overdue, last } = await dutiesOf(world, id);
    return total > 0 ? recheckLine.due(total, overdue, last ?? world.today) : undefined;
  },
  'rechecks.below': async (world, id) => {
    const { overdue } = await dutiesOf(world, id);
    const name = world.org.people.get(id)?.name ?? '';
    return overdue > 0 ? recheckLine.below(name, overdue) : undefined;
  },
  'rechecks.rectify': about(({ body }, risk) =>
    body.rectify ? recheckLine.rectify(titleOf(risk), body.rectify.due) : undefined,
  ),
  'rechecks.changed': about(({ body }, risk) =>
    body.last?.found === 'changed' ? recheckLine.changed(titleOf(risk)) : undefined,
  ),
};

/** 复查: by grade, what is in force is looked at again by whoever is responsible, and answered with what was found. */
export const rechecks: Capability = {
  name: 'rechecks',
  kinds: [recheckKind, adoptionKind],
  commands: recheckCommands,
  words: recheckChatWords,
  cards: { 'rechecks.list': renderList, 'rechecks.rectify': renderRectify },
  lines,
  schedules: [dueSchedule, overdueSchedule, adoptSchedule],
  on: {
    'risk.effective': onRisk,
    'import.applied': onImportApplied,
    'import.undone': onImportUndone,
    'risk.corrected': onRisk,
    'risk.amended': onRisk,
    'risk.retired': onRisk,
  },
  refusals: recheckRefusals,
};
