import { refusals, said } from '../../../cards/organization/text.ts';
import { undeliveredCard } from '../../../cards/organization/undelivered.ts';
import { unreachableCard } from '../../../cards/organization/unreachable.ts';
import type { Acting, CardRenderer, Command, Outcome, Reaction, World } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import { localDateTime } from '../../kernel/time.ts';
import type { OutboxRow } from '../../store/store.ts';
import { done, isAdmin, refused, type Screen, show } from './answer.ts';
import { organizationChange } from './change.ts';
import { type OnSubject, onSubject } from './inputs.ts';
import type { PersonBody, PersonDoc, PersonSecret } from './model.ts';
import { labelOf } from './who-view.ts';

/** Not available to this person, refused by this person (feishu.md §3.6). */
export const UNREACHABLE_CODES: readonly number[] = [230013, 230053];
/** Rows one card lists; the counts say how many more there are. */
const LISTED = 50;

/** Rows that will not go out by themselves, oldest first. */
export const stuckRows = async (world: World, limit = LISTED): Promise<readonly OutboxRow[]> =>
  [...(await world.read.outbox('dead', limit)), ...(await world.read.outbox('unknown', limit))].filter(
    (r) => r.item.topic !== 'patch',
  );

export const unreachablePeople = (world: World): Promise<readonly PersonDoc[]> =>
  allOf<PersonBody, PersonSecret>(world.read, 'person', { index: 'unreachable' });

type Payload = { readonly card?: string; readonly to?: { readonly person?: string; readonly chat?: string } };

const recipientOf = (world: World, { to }: Payload): string => {
  if (to?.person !== undefined) return labelOf(world.org, to.person);
  return world.org.data.chats.find((c) => c.chat === to?.chat)?.name ?? to?.chat?.slice(0, 10) ?? '—';
};

const undeliveredView: CardRenderer = async (world, _id, params, viewer) => {
  if (!isAdmin(world, viewer)) return undefined;
  const rows = await stuckRows(world);
  return undeliveredCard({
    rows: rows.map((r) => ({
      id: r.item.id,
      to: recipientOf(world, r.item.payload as Payload),
      what: (r.item.payload as Payload).card ?? '',
      at: localDateTime(r.createdAt, world.settings.zone),
      unknown: r.state === 'unknown',
      error: r.error ?? '',
    })),
    page: typeof params.page === 'number' ? params.page : 0,
  });
};

const unreachableView: CardRenderer = async (world, _id, params, viewer) => {
  if (!isAdmin(world, viewer)) return undefined;
  const people = await unreachablePeople(world);
  return unreachableCard({
    people: people.map((p) => ({
      id: p.id,
      label: labelOf(world.org, p.id),
      unit: world.org.units.get(p.body.unit ?? '')?.name ?? '',
      code: p.body.unreachable ?? 0,
    })),
    page: typeof params.page === 'number' ? params.page : 0,
  });
};

const undeliveredScreen = (page = 0): Screen => ({
  card: 'organization.undelivered',
  about: 'delivery:-',
  params: { page },
  draw: undeliveredView,
});
const unreachableScreen = (page = 0): Screen => ({
  card: 'organization.unreachable',
  about: 'stamp:organization',
  params: { page },
  draw: unreachableView,
});

/** Asks for a row to be sent again: the runtime acts on the event after the commit. */
async function resend(acting: Acting, input: OnSubject): Promise<Outcome> {
  const row = (await stuckRows(acting, 500)).find((r) => r.item.id === input.id);
  if (!row) return refused(acting, refusals.rowGone, undeliveredScreen());
  const event = {
    type: 'delivery.resend',
    about: `row:${input.id}`,
    by: acting.actor.id,
    at: acting.now,
    data: { row: input.id },
  };
  return done({ events: [event] }, undeliveredScreen(), said.resent);
}

async function retry(acting: Acting, input: OnSubject): Promise<Outcome> {
  const doc = await acting.read.get<PersonBody, PersonSecret>({ kind: 'person', id: input.id });
  if (doc?.body.unreachable === undefined) return show(acting, unreachableScreen());
  const { unreachable: _code, ...body } = doc.body;
  const change = await organizationChange(acting, acting.actor.id, {
    put: [{ kind: 'person', id: doc.id, rev: doc.rev, body, ...(doc.sealed ? { sealed: doc.sealed } : {}) }],
    moved: {},
    events: [{ type: 'person.retried', about: `person:${doc.id}`, by: acting.actor.id, at: acting.now }],
  });
  return done(change, unreachableScreen(), said.retry);
}

/** A message that will never arrive: marks the person whom messages do not reach, and tells the office admins. */
export const onDeliveryFailed: Reaction = async (world, event) => {
  const person = typeof event.data?.person === 'string' ? event.data.person : undefined;
  const code = typeof event.data?.code === 'number' ? event.data.code : 0;
  const doc =
    person === undefined
      ? undefined
      : await world.read.get<PersonBody, PersonSecret>({ kind: 'person', id: person });
  const admins = world.org.granted('office_admin').filter((p) => p.id !== person);
  if (!doc || !UNREACHABLE_CODES.includes(code))
    return {
      notices: admins.map((p) => ({ to: p.id, line: 'organization.undelivered', about: 'delivery:-' })),
    };
  if (doc.body.unreachable === code) return undefined;
  const change = await organizationChange(world, 'system', {
    put: [
      {
        kind: 'person',
        id: doc.id,
        rev: doc.rev,
        body: { ...doc.body, unreachable: code },
        ...(doc.sealed ? { sealed: doc.sealed } : {}),
      },
    ],
    moved: {},
    notices: admins.map((p) => ({ to: p.id, line: 'organization.unreachable', about: `person:${doc.id}` })),
  });
  return change;
};

const command = (run: (acting: Acting, input: OnSubject) => Promise<Outcome>): Command<OnSubject> => ({
  input: onSubject,
  action: 'admin.office',
  run,
});

export const deliveryCommands = {
  'organization.undelivered': command((acting, { page }) => show(acting, undeliveredScreen(page))),
  'organization.unreachable': command((acting, { page }) => show(acting, unreachableScreen(page))),
  'organization.resend': command(resend),
  'organization.retryPerson': command(retry),
};
export const deliveryCards = {
  'organization.undelivered': undeliveredView,
  'organization.unreachable': unreachableView,
};
