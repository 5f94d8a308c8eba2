import { sayCard } from '../../../cards/organization/say.ts';
import { refusals, said } from '../../../cards/organization/text.ts';
import type {
  Acting,
  Change,
  ChatWord,
  Command,
  DomainEvent,
  Notice,
  Outcome,
  World,
} from '../../kernel/capability.ts';
import type { Envelope } from '../../kernel/envelope.ts';
import { CHAT_CEILINGS, type ChatPurpose, type Person } from '../../kernel/people.ts';
import { ceilingsFor } from '../../kernel/policy.ts';
import type { Doc, Put } from '../../store/store.ts';
import { done, refused, type Screen, show } from './answer.ts';
import { organizationChange } from './change.ts';
import { bindDivisionView, bindView, chatsView } from './chat-view.ts';
import { type OnSubject, onSubject } from './inputs.ts';
import type { ChatBody } from './model.ts';

export const bindScreen = (chat: string, page = 0): Screen => ({
  card: 'organization.bind',
  about: `chat:${chat}`,
  params: { page },
  draw: bindView,
});
const divisionScreen = (chat: string, page: number): Screen => ({
  card: 'organization.bindDivision',
  about: `chat:${chat}`,
  params: { page },
  draw: bindDivisionView,
});
const chatsScreen = (page = 0): Screen => ({
  card: 'organization.chats',
  about: 'stamp:organization',
  params: { page },
  draw: chatsView,
});

const readChat = (world: World, chat: string): Promise<Doc<ChatBody> | undefined> =>
  world.read.get<ChatBody>({ kind: 'chat', id: chat });
const event = (
  type: string,
  chat: string,
  by: string,
  at: string,
  data: DomainEvent['data'] = {},
): DomainEvent => ({ type, about: `chat:${chat}`, by, at, data });

/** What a group is bound to. */
type Bound = { readonly purpose: ChatPurpose; readonly unit?: string; readonly division?: string };

/** Other groups that held this purpose until now: a purpose has one group, but there may be several for notices only. */
async function released(world: World, chat: string, to: Bound): Promise<readonly Put[]> {
  const rivals = world.org.data.chats.filter(
    (c) =>
      c.chat !== chat &&
      c.purpose !== 'other' &&
      c.purpose === to.purpose &&
      c.unit === to.unit &&
      c.division === to.division,
  );
  const docs = await Promise.all(rivals.map((c) => readChat(world, c.chat)));
  return docs.flatMap((d) =>
    d ? [{ kind: 'chat', id: d.id, rev: d.rev, body: { name: d.body.name, inside: d.body.inside } }] : [],
  );
}

async function bind(acting: Acting, input: OnSubject, to: Bound): Promise<Outcome> {
  const chat = await readChat(acting, input.id);
  if (!chat?.body.inside) return refused(acting, refusals.notInside, bindScreen(input.id));
  if (chat.rev !== input.rev) return refused(acting, refusals.stale, bindScreen(input.id));
  // A new purpose begins with the config's ceiling: what was allowed for another one is not taken over.
  const body: ChatBody = { name: chat.body.name, inside: true, ...to };
  const change = await organizationChange(acting, acting.actor.id, {
    put: [{ kind: 'chat', id: chat.id, rev: chat.rev, body }, ...(await released(acting, chat.id, to))],
    moved: {},
    events: [event('chat.bound', chat.id, acting.actor.id, acting.now, to)],
  });
  return done(change, bindScreen(chat.id), said.bound);
}

const bindUnit = (acting: Acting, input: OnSubject): Promise<Outcome> =>
  input.option !== undefined && acting.org.units.has(input.option)
    ? bind(acting, input, { purpose: 'unit', unit: input.option })
    : refused(acting, refusals.noSuchUnit, bindScreen(input.id));

function bindDivision(acting: Acting, input: OnSubject): Promise<Outcome> {
  const division = acting.org.divisions.get(input.option ?? '');
  return division && !division.gone
    ? bind(acting, input, { purpose: 'division', unit: division.unit, division: division.id })
    : refused(acting, refusals.noSuchDivision, divisionScreen(input.id, input.page));
}

/** Another ceiling for what the group may be shown, within what its purpose allows. */
async function setCeiling(acting: Acting, input: OnSubject): Promise<Outcome> {
  const chat = await readChat(acting, input.id);
  if (!chat?.body.purpose) return refused(acting, refusals.notInside, bindScreen(input.id));
  if (chat.rev !== input.rev) return refused(acting, refusals.stale, bindScreen(input.id));
  const ceiling = CHAT_CEILINGS.find((c) => c === input.option);
  if (ceiling === undefined || !ceilingsFor(chat.body.purpose).includes(ceiling))
    return refused(acting, refusals.noSuchCeiling, bindScreen(input.id));
  const change = await organizationChange(acting, acting.actor.id, {
    put: [{ kind: 'chat', id: chat.id, rev: chat.rev, body: { ...chat.body, ceiling } }],
    moved: {},
    events: [event('chat.ceiling', chat.id, acting.actor.id, acting.now, { ceiling })],
  });
  return done(change, bindScreen(chat.id), said.bound);
}

async function unbind(acting: Acting, input: OnSubject): Promise<Outcome> {
  const chat = await readChat(acting, input.id);
  if (!chat) return refused(acting, refusals.notInside, chatsScreen());
  if (chat.rev !== input.rev) return refused(acting, refusals.stale, bindScreen(input.id));
  const change = await organizationChange(acting, acting.actor.id, {
    put: [
      { kind: 'chat', id: chat.id, rev: chat.rev, body: { name: chat.body.name, inside: chat.body.inside } },
    ],
    moved: {},
    events: [event('chat.unbound', chat.id, acting.actor.id, acting.now)],
  });
  return done(change, bindScreen(chat.id), said.unbound);
}

const command = (run: (acting: Acting, input: OnSubject) => Promise<Outcome>): Command<OnSubject> => ({
  input: onSubject,
  action: 'admin.office',
  run,
});

export const chatCommands = {
  'organization.chats': command((acting, { page }) => show(acting, chatsScreen(page))),
  'organization.bindOpen': command((acting, { id, option, page }) =>
    show(acting, bindScreen(option ?? id, page)),
  ),
  'organization.bindUnit': command(bindUnit),
  'organization.bindDivision': command(bindDivision),
  'organization.divisionList': command((acting, { id, page }) => show(acting, divisionScreen(id, page))),
  'organization.bindLeading': command((acting, input) => bind(acting, input, { purpose: 'leading_group' })),
  'organization.bindDiscipline': command((acting, input) => bind(acting, input, { purpose: 'discipline' })),
  'organization.bindOther': command((acting, input) => bind(acting, input, { purpose: 'other' })),
  'organization.ceiling': command(setCeiling),
  'organization.unbind': command(unbind),
};

/** 绑定 and 解绑 in a group answer in a private message: a group card is everybody's. */
async function openPrivately(acting: Acting): Promise<Outcome> {
  const { where } = acting;
  if (where?.chatType !== 'group') return show(acting, chatsScreen());
  const chat = await readChat(acting, where.chatId);
  const put: readonly Put[] = chat?.body.inside
    ? []
    : [
        {
          kind: 'chat',
          id: where.chatId,
          rev: chat?.rev ?? 0,
          body: { name: chat?.body.name ?? '', inside: true },
        },
      ];
  const change: Change = {
    put,
    events: [event('chat.bindAsked', where.chatId, acting.actor.id, acting.now)],
    messages: [
      {
        to: { person: acting.actor.id },
        card: 'organization.bind',
        about: `chat:${where.chatId}`,
        when: 'now',
      },
    ],
  };
  return { kind: 'done', change, answer: async () => ({ card: sayCard(said.answeredPrivately) }) };
}

export const chatWords: readonly ChatWord[] = [
  { words: ['绑定', 'bind', '解绑', 'unbind'], inGroup: true, action: 'admin.office', run: openPrivately },
];

export type ChatEvent = Extract<Envelope, { readonly kind: 'botAdded' | 'botRemoved' | 'chatDisbanded' }>;

const tellAdmins = (world: World, chat: string, line: string): readonly Notice[] =>
  world.org.granted('office_admin').map((p) => ({ to: p.id, line, about: `chat:${chat}` }));

type Turn = {
  readonly chat: string;
  readonly inside: boolean;
  readonly wasBound: boolean;
  readonly admin: Person | undefined;
};

/** Who hears of it: the admin who brought the bot gets the card at once, the others a line in their digest. */
function tellOfTurn(
  world: World,
  { chat, inside, wasBound, admin }: Turn,
): Pick<Change, 'messages' | 'notices'> {
  if (!inside) return wasBound ? { notices: tellAdmins(world, chat, 'organization.groupLost') } : {};
  if (!admin) return { notices: tellAdmins(world, chat, 'organization.groupJoined') };
  const card = 'organization.bind';
  return { messages: [{ to: { person: admin.id }, card, about: `chat:${chat}`, when: 'now' }] };
}

/**
 * The bot came into a group or left it. Coming in offers the binding card to an office admin who brought it; leaving
 * unbinds and tells the office admins with their next digest.
 */
export async function onChatEvent(world: World, envelope: ChatEvent): Promise<Change | undefined> {
  const { chatId: chat, name, openId } = envelope;
  const before = await readChat(world, chat);
  const inside = envelope.kind === 'botAdded';
  if (inside ? before?.body.inside : !before) return undefined;
  const operator = world.org.active(openId);
  const admin = operator && world.org.hasRole(operator, 'office_admin') ? operator : undefined;
  const wasBound = before?.body.purpose !== undefined;
  const by = operator?.id ?? 'system';
  const body: ChatBody = { name: name || (before?.body.name ?? ''), inside };
  return organizationChange(world, by, {
    put: [{ kind: 'chat', id: chat, rev: before?.rev ?? 0, body }],
    moved: {},
    events: [
      event(inside ? 'chat.joined' : 'chat.left', chat, by, world.now),
      ...(wasBound ? [event('chat.unbound', chat, 'system', world.now)] : []),
    ],
    ...tellOfTurn(world, { chat, inside, wasBound, admin }),
  });
}
