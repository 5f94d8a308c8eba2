import { z } from 'zod';
import type { EntryKey, MoreKey } from '../../../cards/office/entries.ts';
import { helpCard, moreCard } from '../../../cards/office/help.ts';
import { welcomeCard } from '../../../cards/office/welcome.ts';
import type { Acting, CardRenderer, ChatWord, Command, Outcome, World } from '../../kernel/capability.ts';
import type { Person, Role } from '../../kernel/people.ts';

const REVIEWERS: readonly Role[] = [
  'division_head',
  'unit_leader',
  'branch_leader',
  'principal_leader',
  'discipline_officer',
  'leading_group',
  'tender_committee',
];
const PROGRESS: readonly Role[] = ['division_head', 'unit_leader', 'branch_leader'];
const SUMMARY: readonly Role[] = [
  'unit_leader',
  'branch_leader',
  'principal_leader',
  'discipline_officer',
  'leading_group',
  'office_admin',
  'auditor',
];

/** What a person finds on the help card: at most eight entries, by the roles held now. */
export function entriesFor(world: World, person: Person): readonly EntryKey[] {
  const roles = world.org.rolesOf(person);
  const has = (list: readonly Role[]): boolean => list.some((r) => roles.has(r));
  const all: readonly (EntryKey | false)[] = [
    'declare',
    'mine',
    has(REVIEWERS) && 'desk',
    'catalogue',
    has(PROGRESS) && 'progress',
    has(SUMMARY) && 'summary',
    roles.has('office_admin') && 'admin',
  ];
  return all.filter((k): k is EntryKey => k !== false);
}

/** The rest of the words, for those who may use them. */
export function moreFor(world: World, person: Person): readonly MoreKey[] {
  const roles = world.org.rolesOf(person);
  const oversees = [...PROGRESS, ...SUMMARY].some((r) => roles.has(r));
  const admin = roles.has('office_admin');
  const all: readonly (MoreKey | false)[] = [
    'screening',
    'posts',
    'ratings',
    'rechecks',
    'rectify',
    'publicity',
    'search',
    'powers',
    'policies',
    'basis',
    'standard',
    'gaps',
    'pledge',
    'standIn',
    (admin || PROGRESS.some((r) => roles.has(r))) && 'handover',
    oversees && 'register',
    oversees && 'quality',
    oversees && 'areas',
    oversees && 'projects',
    roles.has('discipline_officer') && 'sample',
    (roles.has('discipline_officer') || roles.has('auditor')) && 'readings',
    admin && 'who',
    admin && 'import',
    admin && 'bind',
    (admin || world.org.granted('office_admin').length === 0) && 'claim',
  ];
  return all.filter((k): k is MoreKey => k !== false);
}

const helpView: CardRenderer = async (world, _id, _params, viewer) =>
  viewer ? helpCard(entriesFor(world, viewer)) : undefined;
const welcomeView: CardRenderer = async (world, _id, _params, viewer) =>
  viewer ? welcomeCard(viewer.name, world.settings.reportChannel) : undefined;

const shows = (person: Person) => ({ card: 'help.help', about: `help:${person.id}` });
const showHelp = async (acting: Acting): Promise<Outcome> => ({
  kind: 'show',
  answer: { card: helpCard(entriesFor(acting, acting.actor)), shows: shows(acting.actor) },
});
const command = (run: (acting: Acting) => Promise<Outcome>): Command<unknown> => ({
  input: z.unknown(),
  action: 'self.use',
  run,
});

export const helpCommands = {
  'help.open': command(showHelp),
  'help.more': command(async (acting) => ({
    kind: 'show',
    answer: { card: moreCard(moreFor(acting, acting.actor)) },
  })),
};
export const helpCards = { 'help.help': helpView, 'help.welcome': welcomeView };
/** 帮助, and what people say first. */
export const helpWord: ChatWord = {
  words: ['帮助', 'help', '你好', '您好', 'hello', 'hi', '菜单', 'menu', '?', '？'],
  menuKey: 'help',
  action: 'self.use',
  run: showHelp,
};
