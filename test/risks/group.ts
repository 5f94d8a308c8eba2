import type { RiskBody } from '../../src/capabilities/risks/model.ts';
import type { GivenBy } from '../../src/capabilities/risks/review.ts';
import { type OrganizationData, organization, type StandIn } from '../../src/kernel/people.ts';
import type { Settings } from '../../src/kernel/settings.ts';
import { person, smallBureau } from '../support/bureau.ts';
import { givenFor, NOW, riskBody, worldAt } from './fixture.ts';

/** A leading group of five: the chief, the branch leader and three members. */
export const MEMBERS = ['ou_chief', 'ou_member', 'ou_m3', 'ou_m4', 'ou_m5'];
export const groupBureau = (standIns: readonly StandIn[] = []): OrganizationData => ({
  ...smallBureau,
  people: [
    ...smallBureau.people,
    ...['m3', 'm4', 'm5'].map((m) => person(m, { unit: 'U0', division: 'D0' })),
  ],
  grants: [
    ...smallBureau.grants,
    ...['ou_m3', 'ou_m4', 'ou_m5'].map((m) => ({ person: m, role: 'leading_group' as const, scope: '*' })),
  ],
  standIns,
});
export const voting =
  (group: Settings['review']['group']) =>
  (settings: Settings): Settings => ({ ...settings, review: { ...settings.review, group } });

/** What a decision is given when the group votes: one of five, on a day with these stand-ins. */
export const givenIn = (
  by: string,
  group: Settings['review']['group'],
  standIns: readonly StandIn[] = [],
): GivenBy => {
  const base = givenFor('ou_chief', NOW, groupBureau(standIns));
  const org = organization(groupBureau(standIns), '2026-11-23');
  const actor = org.people.get(by);
  if (!actor) throw new Error(by);
  return { ...base, org, settings: voting(group)(base.settings), by: actor };
};

/** A grade-1 risk that has come to the leading group's step. */
export function atGroup(more: Partial<RiskBody> = {}): RiskBody {
  const world = worldAt(NOW, groupBureau());
  const body = riskBody({ grade: 1 }, world);
  const step = body.chain.length - 1;
  const signed = body.chain
    .slice(0, step)
    .flatMap((s) => (s.holders[0] === undefined ? [] : [{ person: s.holders[0], step: s.name, at: NOW }]));
  return { ...body, step, signers: signed, ...more };
}
