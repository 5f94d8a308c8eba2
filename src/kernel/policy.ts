import {
  CHAT_CEILINGS,
  type ChatBinding,
  type ChatCeiling,
  type ChatPurpose,
  type Organization,
  type Person,
  type PersonId,
  type Place,
  type Role,
} from './people.ts';
import { type Text, text } from './text.ts';

/**
 * The one place that says who may do what (reliability Z02). Deny by default: an action without a rule is a type
 * error, a rule that does not say yes says no. Recusal and "not your own" are asked here too.
 */
export type PolicyObject = {
  readonly place?: Place;
  readonly declarer?: PersonId;
  /** Holders of the post the risk hangs on. */
  readonly subjects?: readonly PersonId[];
  /** Who holds the open step. */
  readonly holders?: readonly PersonId[];
  /** Who has signed a step of this item before. */
  readonly signers?: readonly PersonId[];
  /** Who was asked for one more signature on the open step and has not answered. */
  readonly asked?: readonly PersonId[];
  readonly person?: PersonId;
  /** It stood where whoever asks was shown it by the bot, in a group: looked up, never what a button says. */
  readonly posted?: boolean;
};
type Asked = {
  readonly person: Person;
  readonly roles: ReadonlySet<Role>;
  readonly org: Organization;
  readonly on: PolicyObject;
};
type Rule = { readonly allows: (asked: Asked) => boolean; readonly ask: Text };

const askHead = text('请联系本部门负责人。', 'Please ask your division head.');
const askAdmin = text('请联系领导小组办公室管理员。', 'Please ask the office admin of the leading group.');
const askOfficer = text('请联系纪检干部。', 'Please ask the discipline officer.');
const askDeclarer = text('请联系填报人本人。', 'Please ask the person who declared it.');

const anyone = (): boolean => true;
const has =
  (...roles: readonly Role[]) =>
  ({ roles: held }: Asked): boolean =>
    roles.some((r) => held.has(r));
const isDeclarer = ({ person, on }: Asked): boolean => on.declarer === person.id;
const isSubject = ({ person, on }: Asked): boolean => on.subjects?.includes(person.id) ?? false;
const headsPlace = ({ person, org, on }: Asked): boolean =>
  on.place?.division !== undefined && org.divisions.get(on.place.division)?.head === person.id;
const leadsPlace = ({ person, org, on }: Asked): boolean =>
  on.place !== undefined &&
  (org.units.get(on.place.unit)?.leader === person.id || org.branchLeaderOf(on.place)?.id === person.id);
const leadsHere = (a: Asked): boolean => headsPlace(a) || leadsPlace(a);
/** The person it is about belongs to the place's unit, and has not left. */
const ofUnit = ({ org, on }: Asked): boolean => {
  const concerned = org.people.get(on.person ?? '');
  return on.place !== undefined && concerned?.active === true && concerned.unit === on.place.unit;
};
/**
 * Somebody else whose office it is to review the place's risks. A holder never reviews the own post's risks, so whoever
 * seats him chooses who reviews instead: that is nobody's who is reviewed there himself (domain.md §6.4).
 */
const wouldBar = ({ person, org, on }: Asked): boolean => {
  const seated = org.people.get(on.person ?? '');
  const { place } = on;
  if (!seated || !place || seated.id === person.id) return false;
  return (
    org.units.get(place.unit)?.leader === seated.id ||
    org.branchLeaderOf(place)?.id === seated.id ||
    org.hasRole(seated, 'discipline_officer', place.unit) ||
    org.hasRole(seated, 'tender_committee') ||
    org.hasRole(seated, 'leading_group')
  );
};
const seesAll = has('office_admin', 'discipline_officer', 'principal_leader', 'leading_group', 'auditor');
const officerOf = ({ person, org, on }: Asked): boolean =>
  org.hasRole(person, 'discipline_officer', on.place?.unit);
const holdsStep = (asked: Asked): boolean =>
  (asked.on.holders?.includes(asked.person.id) ?? false) && !isDeclarer(asked) && !isSubject(asked);
const isAsked = ({ person, on }: Asked): boolean => on.asked?.includes(person.id) ?? false;
/** Belongs to the division of a place, or to its unit where it has none; also by a post held there. */
const belongs = ({ person, org, on: { place } }: Asked): boolean => {
  const at = [person, ...org.postsOf(person.id)];
  if (place?.division !== undefined) return at.some((p) => p.division === place.division);
  return place !== undefined && at.some((p) => p.unit === place.unit);
};
const inUnit = ({ person, on }: Asked): boolean => on.place !== undefined && person.unit === on.place.unit;

const rules = {
  /** Help, menu, own lists: every person of the directory. */
  'self.use': { allows: anyone, ask: askAdmin },
  'risk.declare': { allows: anyone, ask: askAdmin },
  /** 领导提: for posts of one's own division or unit. */
  'risk.raise': {
    allows: (a) =>
      headsPlace(a) || leadsPlace(a) || has('discipline_officer', 'office_admin', 'principal_leader')(a),
    ask: askHead,
  },
  /** 群众帮: anybody for any post of the own unit. */
  'risk.suggest': { allows: inUnit, ask: askHead },
  'risk.view': {
    allows: (a) =>
      isDeclarer(a) ||
      isSubject(a) ||
      headsPlace(a) ||
      leadsPlace(a) ||
      seesAll(a) ||
      (a.on.holders?.includes(a.person.id) ?? false) ||
      isAsked(a) ||
      (a.on.signers?.includes(a.person.id) ?? false),
    ask: askHead,
  },
  /** Edit, withdraw, answer a return, correct or retire one's own. */
  'risk.change': { allows: isDeclarer, ask: askDeclarer },
  'risk.maintain': {
    allows: (a) => isDeclarer(a) || isSubject(a) || headsPlace(a) || officerOf(a),
    ask: askHead,
  },
  'risk.review': { allows: holdsStep, ask: askHead },
  /** 加签: answer when asked for one more signature. */
  'risk.cosign': { allows: (a) => isAsked(a) && !isDeclarer(a) && !isSubject(a), ask: askHead },
  /** Erases it: so never what one declared, or what is about oneself, whatever office one holds. */
  'risk.divert': {
    allows: (a) => (holdsStep(a) || officerOf(a)) && !isDeclarer(a) && !isSubject(a),
    ask: askOfficer,
  },
  /** Name of a peer who suggested a risk for somebody else's post. */
  'risk.suggester': { allows: (a) => isDeclarer(a) || has('discipline_officer')(a), ask: askOfficer },
  'progress.view': { allows: (a) => headsPlace(a) || leadsPlace(a) || seesAll(a), ask: askHead },
  'catalogue.view': { allows: (a) => inUnit(a) || leadsPlace(a) || seesAll(a), ask: askHead },
  'catalogue.export': { allows: (a) => headsPlace(a) || leadsPlace(a) || seesAll(a), ask: askHead },
  /** A post's duty, authority, legal basis and holders (S61). */
  'post.edit': {
    allows: (a) => headsPlace(a) || leadsPlace(a) || has('office_admin')(a),
    ask: askHead,
  },
  /** Put somebody into a post. Its holders never review its risks: a head seats neither reviewers nor other units' people. */
  'post.seat': {
    allows: (a) => has('office_admin')(a) || (leadsHere(a) && ofUnit(a) && !wouldBar(a)),
    ask: askAdmin,
  },
  /** Take somebody off a post: not oneself, who could review its risks the next moment. */
  'post.unseat': {
    allows: (a) => (has('office_admin')(a) || leadsHere(a)) && a.on.person !== a.person.id,
    ask: askAdmin,
  },
  /** Complete a power item: type, owner, time limit, disclosure, policies. */
  'power.edit': {
    allows: (a) => headsPlace(a) || leadsPlace(a) || has('office_admin')(a),
    ask: askHead,
  },
  /** Confirm «no risk» or «not at the post» of somebody else. */
  'screening.confirm': {
    allows: (a) => (a.on.holders?.includes(a.person.id) ?? false) && a.on.person !== a.person.id,
    ask: askAdmin,
  },
  /** See who has not started, and remind them: whoever leads the division (domain.md §7.2). */
  'screening.remind': { allows: (a) => headsPlace(a) || leadsPlace(a), ask: askHead },
  /** Rate a risk beside others: who was asked, never on what is one's own. */
  'rating.give': {
    allows: (a) => (a.on.holders?.includes(a.person.id) ?? false) && !isDeclarer(a) && !isSubject(a),
    ask: askHead,
  },
  /** See who rated how: whoever has to decide, who signed before, and the officer. */
  'rating.view': {
    allows: (a) =>
      !isDeclarer(a) &&
      !isSubject(a) &&
      (holdsStep(a) || (a.on.signers?.includes(a.person.id) ?? false) || officerOf(a)),
    ask: askHead,
  },
  /** Say what a re-check found: whoever the grade makes responsible, never those whose measure it is. */
  'recheck.answer': {
    allows: (a) => (a.on.holders?.includes(a.person.id) ?? false) && !isSubject(a),
    ask: askHead,
  },
  /** Say what was done after a re-check: whoever answers for the measure. */
  'recheck.rectify': { allows: isSubject, ask: askHead },
  /** 代理: name who decides while one is away, or while somebody else is. */
  'standIn.name': { allows: (a) => a.on.person === a.person.id || has('office_admin')(a), ask: askAdmin },
  'standIn.end': {
    allows: (a) =>
      a.on.person === a.person.id || (a.on.holders?.includes(a.person.id) ?? false) || has('office_admin')(a),
    ask: askAdmin,
  },
  /** A notice with its texts: whoever its scope names, who leads or oversees it, and whom a group it hangs in showed it. */
  'publicity.view': {
    allows: (a) => a.on.posted === true || belongs(a) || leadsHere(a) || seesAll(a),
    ask: askOfficer,
  },
  /** The proof of publication of a unit's notices. */
  'publicity.record': { allows: (a) => leadsPlace(a) || seesAll(a), ask: askOfficer },
  'publicity.object': { allows: anyone, ask: askOfficer },
  'objection.view': {
    allows: (a) =>
      a.on.person === a.person.id || officerOf(a) || (a.on.holders?.includes(a.person.id) ?? false),
    ask: askOfficer,
  },
  /** A discipline officer (or whom it went up to) who did not review the item and did not raise the objection. */
  'objection.answer': {
    allows: (a) =>
      (a.on.holders?.includes(a.person.id) ?? false) &&
      !(a.on.signers?.includes(a.person.id) ?? false) &&
      a.on.person !== a.person.id &&
      !isDeclarer(a) &&
      !isSubject(a),
    ask: askOfficer,
  },
  'summary.view': { allows: (a) => headsPlace(a) || leadsPlace(a) || seesAll(a), ask: askHead },
  /** The whole number behind a figure, beyond what one may open: also for a unit's own people where its group had it. */
  'figure.total': {
    allows: (a) => leadsHere(a) || seesAll(a) || (inUnit(a) && a.on.posted === true),
    ask: askHead,
  },
  /** Money, projects and the load of units: for whoever leads something; figures of a unit for those of that unit. */
  'area.view': {
    allows: (a) =>
      seesAll(a) ||
      (has('division_head', 'unit_leader', 'branch_leader')(a) &&
        (a.on.place === undefined || inUnit(a) || leadsPlace(a))),
    ask: askHead,
  },
  'admin.claim': { allows: anyone, ask: askAdmin },
  'admin.office': { allows: has('office_admin'), ask: askAdmin },
  'audit.view': { allows: has('discipline_officer', 'auditor'), ask: askOfficer },
} as const satisfies Record<string, Rule>;

export type PolicyAction = keyof typeof rules;
export const policyActions = Object.keys(rules) as readonly PolicyAction[];

/** May this person do this to that? Inactive people may do nothing (Z04). */
export function may(person: Person, action: PolicyAction, org: Organization, on: PolicyObject = {}): boolean {
  const current = org.people.get(person.id);
  if (!current?.active) return false;
  return rules[action].allows({ person: current, roles: org.rolesOf(current), org, on });
}

/** Whom to ask when the answer was no: the polite end of a refusal. */
export const whomToAsk = (action: PolicyAction): Text => rules[action].ask;

/** What the office admin may allow a group at most, by what it is bound to. A group never sees another unit's figures. */
const widestCeiling: Readonly<Record<ChatPurpose, ChatCeiling>> = {
  unit: 'own',
  division: 'own',
  leading_group: 'units',
  discipline: 'units',
  other: 'none',
};
const rankOf = (ceiling: ChatCeiling): number => CHAT_CEILINGS.indexOf(ceiling);

/** The ceilings that a group of this purpose may be given, least first. «own» says nothing to a group without a unit. */
export const ceilingsFor = (purpose: ChatPurpose): readonly ChatCeiling[] =>
  CHAT_CEILINGS.filter(
    (c) => rankOf(c) <= rankOf(widestCeiling[purpose]) && (c !== 'own' || widestCeiling[purpose] === 'own'),
  );

/** The ceiling in force: the group's own, else the config's for its purpose, never above what the purpose allows. */
export function ceilingOf(
  binding: ChatBinding | undefined,
  defaults: Readonly<Record<ChatPurpose, ChatCeiling>>,
): ChatCeiling {
  if (!binding) return 'none';
  const wanted = binding.ceiling ?? defaults[binding.purpose];
  return ceilingsFor(binding.purpose).includes(wanted) ? wanted : 'none';
}
