import { importedLine } from '../../../cards/risks/text-import.ts';
import type { Acting, LineRenderer, Notice } from '../../kernel/capability.ts';
import type { ImportKind, Settled } from '../../kernel/importing.ts';
import type { PersonId } from '../../kernel/people.ts';
import { text } from '../../kernel/text.ts';
import { mapInTurns } from '../../kernel/turns.ts';
import { importedEvent, WAYS, type Way } from './import-body.ts';
import { planRisks } from './import-plan.ts';
import { RISK_SHEET } from './import-sheet.ts';
import type { RiskBody } from './model.ts';
import { riskOf } from './own.ts';

const wayOf = ({ status }: RiskBody): Way =>
  status === 'effective' || status === 'draft' ? status : 'review';

/** One line for each leader, however many rows: nothing is sent to anybody at an import. */
function linesFor(acting: Acting, risks: readonly (Settled & { body: RiskBody })[]): readonly Notice[] {
  const byHead = new Map<PersonId, (Settled & { body: RiskBody })[]>();
  for (const risk of risks) {
    const { division, unit } = risk.body.place;
    const [head] = acting.org.actives([
      acting.org.divisions.get(division ?? '')?.head,
      acting.org.units.get(unit)?.leader,
    ]);
    const own = head && byHead.get(head.id);
    if (own) own.push(risk);
    else if (head) byHead.set(head.id, [risk]);
  }
  return [...byHead].flatMap(([to, own]) => {
    const first = own[0];
    return first
      ? [
          {
            to,
            line: 'risks.imported',
            about: `risk:${first.id}`,
            params: { count: own.length, as: wayOf(first.body) },
          },
        ]
      : [];
  });
}

/** No longer true once the batch was undone. */
const line: LineRenderer = async (world, id, { count, as }) => {
  const way = WAYS.find((w) => w === as);
  return way && (await riskOf(world.read, id)) ? importedLine[way](Number(count)) : undefined;
};
export const importLines = { 'risks.imported': line };

/** Events made in one turn. */
const EVENTS = 200;

/** 《岗位廉政风险点排查及防控措施表》 from a file. */
export const riskImport: ImportKind = {
  name: 'risks',
  label: text('风险点（排查及防控措施表）', 'Risk points (screening table)'),
  sheets: [RISK_SHEET],
  plan: planRisks,
  settle: async (acting, docs, how) => {
    if (how === 'undone') return {};
    const own = docs.filter((d): d is Settled & { body: RiskBody } => d.kind === 'risk');
    const reviewers = own.flatMap(({ body }) => body.chain[body.step]?.holders ?? []);
    return {
      events: await mapInTurns(own, (d) => importedEvent(acting, d.id, d.body), EVENTS),
      notices: linesFor(acting, own),
      touches: [...new Set(reviewers)].map((p) => `desk:${p}`),
    };
  },
};
