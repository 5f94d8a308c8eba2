import type { Card } from '../../cards/kit/card.ts';
import { helpCard, moreCard } from '../../cards/office/help.ts';
import { routeCard, type StuckItem, stuckCard } from '../../cards/office/stuck.ts';
import { welcomeCard } from '../../cards/office/welcome.ts';
import { adminCard } from '../../cards/organization/admin.ts';
import { bindCard } from '../../cards/organization/bind.ts';
import { bindDivisionCard } from '../../cards/organization/bind-division.ts';
import { chatsCard } from '../../cards/organization/chats.ts';
import { claimCard } from '../../cards/organization/claim.ts';
import { divisionCard } from '../../cards/organization/division.ts';
import { postCard } from '../../cards/organization/post.ts';
import { postFormCard } from '../../cards/organization/post-form.ts';
import { postsCard } from '../../cards/organization/posts.ts';
import { rolesCard } from '../../cards/organization/roles.ts';
import { type StandInView, standInCard, standInsCard } from '../../cards/organization/stand-in.ts';
import { undeliveredCard } from '../../cards/organization/undelivered.ts';
import { unitCard } from '../../cards/organization/unit.ts';
import { unitsCard } from '../../cards/organization/units.ts';
import { unreachableCard } from '../../cards/organization/unreachable.ts';
import { text } from '../../src/kernel/text.ts';

const times = <T>(n: number, make: (i: number) => T): readonly T[] =>
  Array.from({ length: n }, (_, i) => make(i));
const choice = (i: number, name: string) => ({
  id: `ou_${i}`,
  label: `${name}（2${String(i).padStart(4, '0')}）`,
});
const at = '2026-11-23 09:10';

/** Every card of the organisation and the office, drawn with as much as a bureau has; `name` stands for what people type. */
export const organizationCards = (name = '王清'): Readonly<Record<string, Card>> => {
  const people = times(45, (i) => choice(i, name));
  const stuck: readonly StuckItem[] = times(8, (i) => ({
    id: `R-${i}`,
    rev: 2,
    place: `局机关 · 财务处 · ${name}`,
    grade: 1,
    step: 'discipline',
    since: at,
  }));
  const bind = {
    chat: 'oc_1',
    rev: 2,
    name,
    inside: true,
    ceiling: 'none' as const,
    ceilings: [],
    units: times(23, (i) => ({ id: `od-${i}`, name: `${name}${i}`, bound: i % 2 === 0 })),
    page: 0,
  };
  const post = {
    id: 'P-1',
    rev: 3,
    division: 'od-2',
    place: '局机关 · 财务处',
    name,
    kind: 'key' as const,
    page: 0,
    choices: people,
    mayEdit: true,
    admin: true,
  };
  const unit = {
    id: 'od-1',
    rev: 1,
    name,
    leader: name,
    branchLeader: undefined,
    chat: name,
    divisions: times(22, (i) => ({ id: `od-${i}`, name: `${name}${i}`, posts: i })),
    branchChoices: people,
    officerChoices: people,
    page: 1,
  };
  const standIn: StandInView = {
    id: 'SI-1',
    rev: 1,
    person: name,
    absent: name,
    basis: name,
    from: '2026-11-24',
    to: '2026-11-27',
    state: 'running',
    mayEnd: true,
  };
  return {
    'organization.standIns': standInsCard({
      items: times(6, (i) => ({ ...standIn, id: `SI-${i}` })),
      more: 2,
      admin: true,
      choices: times(30, (i) => choice(i, name)),
      today: '2026-11-23',
    }),
    'organization.standIns.own': standInsCard({
      items: [],
      more: 0,
      admin: false,
      choices: times(3, (i) => choice(i, name)),
      today: '2026-11-23',
    }),
    'organization.standIn': standInCard(standIn),
    'organization.standIn.over': standInCard({ ...standIn, state: 'ended', mayEnd: false }),
    'organization.claim.ask': claimCard({ kind: 'ask' }),
    'organization.claim.welcome': claimCard({ kind: 'welcome' }),
    'organization.claim.wrong': claimCard({ kind: 'wrong', left: 2 }),
    'organization.bind': bindCard({ ...bind, purpose: undefined, unit: undefined }),
    'organization.bind.bound': bindCard({
      ...bind,
      purpose: 'unit',
      unit: name,
      page: 1,
      ceiling: 'own',
      ceilings: ['none', 'own'],
    }),
    'organization.bind.division': bindDivisionCard({
      ...bind,
      divisions: times(23, (i) => ({ id: `od-${i}`, name: `${name}${i}`, unit: name, bound: i % 2 === 0 })),
    }),
    'organization.bind.gone': bindCard({ ...bind, inside: false, purpose: undefined, unit: undefined }),
    'organization.chats': chatsCard({
      chats: times(25, (i) => ({
        id: `oc_${i}`,
        name: `${name}${i}`,
        purpose: i < 3 ? undefined : 'unit',
        unit: i < 3 ? undefined : name,
      })),
      unitsWithout: times(9, (i) => `${name}${i}`),
      page: 0,
    }),
    'organization.units': unitsCard({
      units: times(23, (i) => ({ id: `od-${i}`, name: `${name}${i}`, posts: i })),
      page: 0,
    }),
    'organization.unit': unitCard({
      ...unit,
      officers: times(3, (i) => ({ grant: `discipline_officer:od-1:ou_${i}`, label: name })),
    }),
    'organization.unit.empty': unitCard({
      ...unit,
      officers: [],
      divisions: [],
      branchChoices: [],
      officerChoices: [],
      chat: undefined,
    }),
    'organization.division': divisionCard({
      id: 'od-2',
      rev: 1,
      unit: { id: 'od-1', name },
      name,
      head: undefined,
      branchLeader: name,
      posts: times(24, (i) => ({
        id: `P-${i}`,
        name: `${name}${i}`,
        kind: 'key',
        holders: i === 0 ? [] : times(4, () => name),
      })),
      withoutPost: times(15, () => name),
      branchChoices: people,
      page: 0,
    }),
    'organization.post': postCard({
      ...post,
      duty: name,
      authority: name,
      basis: name,
      holders: times(10, (i) => ({
        ...choice(i, name),
        active: i > 0,
        since: i % 2 === 0 ? '2024-03-01' : undefined,
      })),
      former: times(5, (i) => ({
        label: name,
        from: i % 2 === 0 ? '2020-01-01' : undefined,
        to: '2024-02-29',
      })),
      steps: times(12, (i) => `${name}${i}`),
    }),
    'organization.post.empty': postCard({
      ...post,
      duty: undefined,
      authority: undefined,
      basis: undefined,
      holders: [],
      former: [],
      steps: [],
      mayEdit: false,
      admin: false,
    }),
    'organization.posts': postsCard({
      heads: true,
      posts: times(24, (i) => ({
        id: `P-${i}`,
        name: `${name}${i}`,
        kind: 'key' as const,
        empty: i % 5 === 0,
        duty: i % 3 === 0,
      })),
      page: 0,
    }),
    'organization.postForm': postFormCard({
      ...{ id: 'P-1', rev: 3, name, duty: name, authority: name, basis: '' },
    }),
    'organization.roles': rolesCard({
      grants: times(11, (i) => ({
        id: `leading_group:*:ou_${i}`,
        role: i === 0 ? 'principal_leader' : 'leading_group',
        label: name,
        active: i !== 3,
      })),
      page: 0,
    }),
    'organization.admin': adminCard({
      people: 237,
      units: 23,
      posts: 94,
      emptyPosts: 2,
      unitsWithoutGroup: 2,
      unreachable: 1,
      undelivered: 3,
    }),
    'organization.undelivered': undeliveredCard({
      rows: times(8, (i) => ({
        id: `m-${i}`,
        to: name,
        what: 'risks.review',
        at,
        unknown: i === 1,
        error: '230013 Bot has NO availability to this user',
      })),
      page: 0,
    }),
    'organization.undelivered.none': undeliveredCard({ rows: [], page: 0 }),
    'organization.unreachable': unreachableCard({
      people: times(9, (i) => ({ id: `ou_${i}`, label: name, unit: name, code: i === 0 ? 230053 : 230013 })),
      page: 0,
    }),
    'office.help.more': moreCard(['screening', 'publicity', 'search', 'powers', 'gaps', 'quality', 'import']),
    'office.help': helpCard(['declare', 'mine', 'desk', 'catalogue', 'progress', 'summary', 'admin']),
    'office.welcome': welcomeCard(name, text('请拨打 12388。', 'Please call 12388.')),
    'office.stuck': stuckCard({ items: stuck, page: 0 }),
    'office.stuck.none': stuckCard({ items: [], page: 0 }),
    'office.route': routeCard({ ...(stuck[0] as StuckItem), choices: people, page: 0 }),
  };
};
