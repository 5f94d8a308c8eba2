import { z } from 'zod';
import { routeCard, type StuckItem, stuckCard } from '../../../cards/office/stuck.ts';
import { officeRefusals, officeSaid } from '../../../cards/office/text.ts';
import type { Acting, CardRenderer, Command, Outcome, World } from '../../kernel/capability.ts';
import { pagesOf } from '../../kernel/pages.ts';
import type { Person } from '../../kernel/people.ts';
import type { Text } from '../../kernel/text.ts';
import { localDateTime } from '../../kernel/time.ts';
import { labelOf } from '../organization/index.ts';
import {
  actorsOf,
  type RiskBody,
  type RiskDoc,
  type RiskTexts,
  rerouteStep,
  signerIds,
  subjectsOf,
} from '../risks/index.ts';

const isStuck = (world: World, risk: RiskBody): boolean =>
  risk.status === 'inReview' && world.org.actives(actorsOf(risk)).length === 0;

/** Risks in review whose open step nobody active holds, gravest first, oldest first. */
export async function stuckRisks(world: World): Promise<readonly RiskDoc[]> {
  const stuck: RiskDoc[] = [];
  const open = { index: 'status', from: 'inReview', to: 'inReview' };
  for await (const page of pagesOf<RiskBody, RiskTexts>(world.read, 'risk', open))
    stuck.push(...page.filter((r) => isStuck(world, r.body)));
  return stuck.sort(
    (a, b) => a.body.grade - b.body.grade || (a.body.stepSince ?? '').localeCompare(b.body.stepSince ?? ''),
  );
}

const itemOf = (world: World, doc: RiskDoc): StuckItem => ({
  id: doc.id,
  rev: doc.rev,
  place: world.org.placeName(doc.body.place),
  grade: doc.body.grade,
  step: doc.body.chain[doc.body.step]?.name ?? 'discipline',
  since: localDateTime(doc.body.stepSince ?? doc.at, world.settings.zone),
});

/** Leaders and officers who have nothing to do with the matter: nobody reviews their own, nobody signs twice. */
export function candidates(world: World, risk: RiskBody): readonly Person[] {
  const { org } = world;
  const out = new Set([risk.declarer, ...subjectsOf(risk.place, org), ...risk.recused, ...signerIds(risk)]);
  const unit = org.units.get(risk.place.unit);
  const near = org.actives([unit?.leader, org.branchLeaderOf(risk.place)?.id, org.principal()?.id]);
  const all = [
    ...near,
    ...org.granted('discipline_officer', risk.place.unit),
    ...org.granted('leading_group'),
    ...org.granted('discipline_officer'),
  ];
  return org.actives(all.map((p) => p.id)).filter((p) => !out.has(p.id));
}

const isAdmin = (world: World, viewer: Person | undefined): boolean =>
  viewer !== undefined && world.org.hasRole(viewer, 'office_admin');

const stuckView: CardRenderer = async (world, _id, params, viewer) =>
  isAdmin(world, viewer)
    ? stuckCard({
        items: (await stuckRisks(world)).map((r) => itemOf(world, r)),
        page: typeof params.page === 'number' ? params.page : 0,
      })
    : undefined;

const inputSchema = z
  .object({
    id: z.string(),
    rev: z.int(),
    option: z.string().optional(),
    value: z.object({ page: z.coerce.number().int().min(0).max(1000).catch(0) }),
  })
  .transform(({ value, ...rest }) => ({ ...rest, page: value.page }));
type Input = z.infer<typeof inputSchema>;

async function showStuck(acting: Acting, page: number): Promise<Outcome> {
  const card = await stuckView(acting, '-', { page }, acting.actor);
  return {
    kind: 'show',
    answer: {
      ...(card ? { card } : {}),
      shows: { card: 'office.stuck', about: 'stuck:-', params: { page } },
    },
  };
}

async function refused(acting: Acting, why: Text): Promise<Outcome> {
  const card = await stuckView(acting, '-', {}, acting.actor);
  return { kind: 'refused', why, ...(card ? { card } : {}) };
}

const load = (acting: Acting, id: string): Promise<RiskDoc | undefined> =>
  acting.read.get<RiskBody, RiskTexts>({ kind: 'risk', id });

async function route(acting: Acting, input: Input): Promise<Outcome> {
  const doc = await load(acting, input.id);
  if (!doc || !isStuck(acting, doc.body)) return refused(acting, officeRefusals.notStuck);
  const choices = candidates(acting, doc.body).map((p) => ({ id: p.id, label: labelOf(acting.org, p.id) }));
  return { kind: 'show', answer: { card: routeCard({ ...itemOf(acting, doc), choices, page: input.page }) } };
}

async function reroute(acting: Acting, input: Input): Promise<Outcome> {
  const doc = await load(acting, input.id);
  if (!doc || !isStuck(acting, doc.body)) return refused(acting, officeRefusals.notStuck);
  if (doc.rev !== input.rev) return refused(acting, officeRefusals.stale);
  const to = candidates(acting, doc.body).find((p) => p.id === input.option);
  if (!to) return refused(acting, officeRefusals.noSuchPerson);
  const { put, event, messages, notices, touches } = await rerouteStep(acting, doc, to.id, acting.actor.id);
  return {
    kind: 'done',
    change: { put: [put], events: [event], messages, notices, touches },
    answer: async (after) => {
      const card = await stuckView(after, '-', {}, after.actor);
      return { ...(card ? { card } : {}), toast: { type: 'success', text: officeSaid.rerouted } };
    },
  };
}

const command = (run: (acting: Acting, input: Input) => Promise<Outcome>): Command<Input> => ({
  input: inputSchema,
  action: 'admin.office',
  run,
});

export const stuckCommands = {
  'office.stuck': command((acting, { page }) => showStuck(acting, page)),
  'office.route': command(route),
  'office.reroute': command(reroute),
};
export const stuckCards = { 'office.stuck': stuckView };
