import { z } from 'zod';
import { coverageCard } from '../../../cards/completeness/coverage.ts';
import { qualityCard } from '../../../cards/completeness/quality.ts';
import { standardCard } from '../../../cards/completeness/standard.ts';
import {
  completenessRefusals as refusals,
  completenessWords as words,
} from '../../../cards/completeness/text.ts';
import type {
  Acting,
  Capability,
  ChatWord,
  Command,
  FileRenderer,
  Outcome,
} from '../../kernel/capability.ts';
import { may } from '../../kernel/policy.ts';
import { standardFor } from '../../kernel/standards.ts';
import { same } from '../../kernel/text.ts';
import { type WriteBook, workbook } from '../catalogue/index.ts';
import { blankKind } from './blanks.ts';
import { cellCommands } from './cells.ts';
import { qualityReactions } from './counters.ts';
import { gapsFile } from './excel.ts';
import { listCommand } from './lists.ts';
import type { Scope } from './load.ts';
import { completenessKinds } from './model.ts';
import { coverageView, maySeeGaps, maySeeMatrix, qualityView } from './view.ts';

const refused = (why: keyof typeof refusals): Outcome => ({ kind: 'refused', why: refusals[why] });

async function showCoverage(acting: Acting, at: Scope, page: number): Promise<Outcome> {
  if (!acting.org.units.has(at.unit)) return refused('noUnit');
  const division = acting.org.divisions.get(at.division)?.unit === at.unit ? at.division : '';
  const scope = { unit: at.unit, division };
  if (!maySeeMatrix(acting.actor, scope, acting.org)) return refused('notVisible');
  return {
    kind: 'show',
    answer: { card: coverageCard(await coverageView(acting, scope, page, acting.actor)) },
  };
}

/** A division head starts at the own division, everybody else at the own unit. */
function home(acting: Acting): Scope {
  const { actor, org } = acting;
  const headed = [...org.divisions.values()].find((d) => d.head === actor.id && !d.gone);
  if (headed && org.units.get(headed.unit)?.leader !== actor.id)
    return { unit: headed.unit, division: headed.id };
  return { unit: actor.unit ?? org.data.units[0]?.id ?? '', division: '' };
}

async function showQuality(acting: Acting, page: number): Promise<Outcome> {
  const view = await qualityView(acting, page, acting.actor);
  return view ? { kind: 'show', answer: { card: qualityCard(view) } } : refused('notForYou');
}

/** The examples of an area; without one, of the area the person's own steps belong to. */
function showStandard(acting: Acting, area: string | undefined): Outcome {
  const posts = new Set(acting.org.postsOf(acting.actor.id).map((p) => p.id));
  const own = acting.org.data.steps.find((s) => s.area !== undefined && posts.has(s.post ?? ''))?.area;
  const { standards } = acting.settings;
  const areas = standards.slice(0, 40).map((s) => ({ value: s.area, label: same(s.area) }));
  return { kind: 'show', answer: { card: standardCard(standardFor(area ?? own, { standards }), areas) } };
}

async function exportGaps(acting: Acting, scope: Scope): Promise<Outcome> {
  if (!maySeeGaps(acting.actor, scope, acting.org)) return refused('notExportable');
  const about = `gaps:${scope.unit}`;
  const to = { person: acting.actor.id };
  const params = { division: scope.division };
  return {
    kind: 'done',
    change: {
      events: [{ type: 'completeness.exported', about, by: acting.actor.id, at: acting.now }],
      messages: [{ to, card: 'completeness.excel', about, params, when: 'now', asFile: true }],
    },
    answer: async () => ({ toast: { type: 'success', text: words.exporting } }),
  };
}

/** Rights are asked again when the file is made: they may have gone since the tap. */
const excel =
  (write: WriteBook): FileRenderer =>
  async (world, id, params, viewer) => {
    const scope = { unit: id, division: typeof params.division === 'string' ? params.division : '' };
    if (!viewer || !maySeeGaps(viewer, scope, world.org)) return undefined;
    return gapsFile(world, scope, may(viewer, 'progress.view', world.org), write);
  };

const at = z.object({
  id: z.string(),
  option: z.string().optional(),
  value: z.object({ page: z.coerce.number().int().min(0).catch(0), division: z.string().catch('') }),
});
type At = z.infer<typeof at>;
const command = (action: Command<At>['action'], run: Command<At>['run']): Command<At> => ({
  input: at,
  action,
  run,
});
const word = (said: readonly string[], run: ChatWord['run']): ChatWord => ({
  words: said,
  action: 'self.use',
  run,
});

/** 不缺项漏项: what is covered, what is missing, how good the declarations are, and what a good one looks like. */
export const completeness = (write: WriteBook = workbook): Capability => ({
  name: 'completeness',
  kinds: [...completenessKinds, blankKind],
  commands: {
    'completeness.open': command('catalogue.view', (acting, { id, value }) =>
      showCoverage(acting, { unit: id, division: value.division }, value.page),
    ),
    'completeness.unit': command('catalogue.view', (acting, { option = '' }) =>
      showCoverage(acting, { unit: option, division: '' }, 0),
    ),
    'completeness.division': command('catalogue.view', (acting, { id, option = '' }) =>
      showCoverage(acting, { unit: id, division: option === 'all' ? '' : option }, 0),
    ),
    'completeness.export': command('progress.view', (acting, { id, value }) =>
      exportGaps(acting, { unit: id, division: value.division }),
    ),
    ...cellCommands,
    'completeness.list': listCommand,
    'completeness.quality': command('progress.view', (acting, { value }) => showQuality(acting, value.page)),
    'completeness.standard': command('self.use', async (acting, { option }) => showStandard(acting, option)),
  },
  words: [
    word(['查漏', 'gaps'], (acting) => showCoverage(acting, home(acting), 0)),
    word(['质量', 'quality'], (acting) => showQuality(acting, 0)),
    word(['标准', 'standard'], async (acting, rest) => showStandard(acting, rest === '' ? undefined : rest)),
  ],
  files: { 'completeness.excel': excel(write) },
  on: qualityReactions,
  refusals,
});
