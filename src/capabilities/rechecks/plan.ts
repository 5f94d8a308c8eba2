import type { Change, DomainEvent, Reaction, World } from '../../kernel/capability.ts';
import { localDate } from '../../kernel/time.ts';
import type { Put } from '../../store/store.ts';
import type { RiskBody } from '../risks/index.ts';
import type { RecheckBody } from './model.ts';
import { opensAfter, opensFirst } from './rules.ts';

const idOf = ({ about }: DomainEvent): string => about.slice(about.indexOf(':') + 1);

/** The risk as this commit will leave it. */
async function riskAfter(world: World, soFar: Change, id: string): Promise<RiskBody | undefined> {
  const put = soFar.put?.find((p) => p.kind === 'risk' && p.id === id);
  return put ? (put.body as RiskBody) : (await world.read.get<RiskBody>({ kind: 'risk', id }))?.body;
}

/** The first plan of a risk in force. */
export const planned = (risk: RiskBody, world: World): RecheckBody => {
  const { zone } = world.settings;
  return {
    place: risk.place,
    grade: risk.grade,
    leader: risk.leader ?? risk.grade,
    opens: opensFirst(localDate(risk.effectiveAt ?? world.now, zone), risk.grade, world.settings),
    checks: 0,
  };
};

/** A graver grade is looked at sooner; a lighter one does not postpone what was promised. */
function replanned(before: RecheckBody, risk: RiskBody, world: World): RecheckBody {
  const sooner = opensAfter(world.today, risk.grade, world.settings);
  const opens = before.opens !== undefined && before.opens < sooner ? before.opens : sooner;
  return { ...before, place: risk.place, grade: risk.grade, leader: risk.leader ?? risk.grade, opens };
}

/** On what takes effect, is corrected or retired: the plan follows in the same commit. */
export const onRisk: Reaction = async (world, event, soFar) => {
  const id = idOf(event);
  const risk = await riskAfter(world, soFar, id);
  const plan = await world.read.get<RecheckBody>({ kind: 'recheck', id });
  const put = (body: RecheckBody): { put: readonly Put[] } => ({
    put: [{ kind: 'recheck', id, rev: plan?.rev ?? 0, body }],
  });
  if (risk?.status === 'effective')
    return put(plan ? replanned(plan.body, risk, world) : planned(risk, world));
  if (!plan) return undefined;
  const { opens: _opens, rectify: _rectify, ...ended } = plan.body;
  return put(ended);
};

/** An import put risks in force: all their plans at once, a batch may have thousands. None of them has one yet. */
export const onImportApplied: Reaction = async (world, _event, soFar) => {
  const fresh = (soFar.put ?? []).filter((p) => p.kind === 'risk' && p.rev === 0);
  const put = fresh.flatMap(({ id, body }): readonly Put[] => {
    const risk = body as RiskBody;
    return risk.status === 'effective' ? [{ kind: 'recheck', id, rev: 0, body: planned(risk, world) }] : [];
  });
  return put.length === 0 ? undefined : { put };
};

/** An import was taken back: what it had put in force is not looked at again. */
export const onImportUndone: Reaction = async (world, _event, soFar) => {
  const gone = (soFar.remove ?? []).filter((r) => r.kind === 'risk');
  const plans = await Promise.all(gone.map(({ id }) => world.read.get({ kind: 'recheck', id })));
  const remove = plans.flatMap((p) => (p ? [{ kind: p.kind, id: p.id, rev: p.rev }] : []));
  return remove.length === 0 ? undefined : { remove };
};
