import type { Change, DomainEvent, Message, World } from '../../kernel/capability.ts';
import type { PersonId } from '../../kernel/people.ts';
import { yearOf } from '../../kernel/time.ts';
import type { Doc, Put } from '../../store/store.ts';
import {
  countItems,
  type EditionBody,
  type EditionDoc,
  type EditionHead,
  type FrozenRow,
  HEAD,
  hashOf,
  nextNumber,
  unitTotals,
} from './edition-model.ts';

export type EditionRefusal =
  | 'nothingInForce'
  | 'draftOpen'
  | 'notDraft'
  | 'moved'
  | 'totalsDiffer'
  | 'ownDraft';

const event = (
  type: string,
  id: string,
  by: PersonId,
  world: World,
  no: string,
  data: DomainEvent['data'] = {},
): DomainEvent => ({
  type: `edition.${type}`,
  about: `edition:${id}`,
  by,
  at: world.now,
  data: { no, ...data },
});
const putHead = (head: Doc<EditionHead> | undefined, body: EditionHead): Put => ({
  ...HEAD,
  rev: head?.rev ?? 0,
  body,
});

/** A draft of the next edition: the state of this moment, one document a unit. */
export function compiled(
  world: World,
  by: PersonId,
  id: string,
  { head, rows }: { readonly head: Doc<EditionHead> | undefined; readonly rows: readonly FrozenRow[] },
): Change {
  const year = yearOf(world.today);
  const { no } = nextNumber(head?.body, year);
  const units = unitTotals(rows);
  const body: EditionBody = {
    no,
    year,
    status: 'draft',
    at: world.now,
    compiledBy: by,
    units,
    totals: countItems(rows),
    places: rows.length,
    hash: hashOf(rows),
    ...(head?.body.current ? { previous: head.body.current } : {}),
  };
  const parts = units.map(({ unit }) => ({
    kind: 'editionRows',
    id: `${id}|${unit}`,
    rev: 0,
    body: { edition: id, rows: rows.filter((r) => r.place.unit === unit) },
  }));
  return {
    events: [event('compiled', id, by, world, no, { hash: body.hash })],
    put: [
      { kind: 'edition', id, rev: 0, body },
      ...parts,
      putHead(head, { ...(head?.body ?? { year, last: 0 }), draft: id }),
    ],
  };
}

/** Those who may sign: the leading group without whoever compiled it. */
export const signersOf = (world: World, edition: EditionBody): readonly PersonId[] =>
  world.org
    .granted('leading_group')
    .map((p) => p.id)
    .filter((id) => id !== edition.compiledBy);

/** The draft goes to everybody who may sign; one signature is enough. */
export function asked(world: World, by: PersonId, { id, rev, body }: EditionDoc): Change {
  const messages: readonly Message[] = signersOf(world, body).map((person) => ({
    to: { person },
    card: 'catalogue.edition',
    about: `edition:${id}`,
    when: 'working',
  }));
  return {
    events: [event('submitted', id, by, world, body.no)],
    put: [{ kind: 'edition', id, rev, body: { ...body, askedAt: world.now } }],
    messages,
  };
}

const withoutDraft = (head: Doc<EditionHead>): EditionHead => {
  const { draft: _draft, ...rest } = head.body;
  return rest;
};

/** The signature: the draft is the catalogue in force, the one before is superseded. */
export function approved(
  world: World,
  by: PersonId,
  {
    doc,
    head,
    previous,
  }: { readonly doc: EditionDoc; readonly head: Doc<EditionHead>; readonly previous: EditionDoc | undefined },
): Change {
  const { year } = doc.body;
  const { last } = nextNumber(head.body, year);
  const body: EditionBody = { ...doc.body, status: 'frozen', approver: by, approvedAt: world.now };
  return {
    events: [event('frozen', doc.id, by, world, body.no, { hash: body.hash, previous: previous?.id })],
    put: [
      { kind: 'edition', id: doc.id, rev: doc.rev, body },
      ...(previous
        ? [
            {
              kind: 'edition',
              id: previous.id,
              rev: previous.rev,
              body: { ...previous.body, status: 'superseded' },
            },
          ]
        : []),
      putHead(head, { ...withoutDraft(head), year, last, current: doc.id }),
    ],
    notices: [{ to: body.compiledBy, line: 'catalogue.frozen', about: `edition:${doc.id}` }],
  };
}

/** Sent back with a reason, or taken back by the office: the number is free for the next draft. */
export function closedDraft(
  world: World,
  by: PersonId,
  doc: EditionDoc,
  head: Doc<EditionHead>,
  reason: string | undefined,
): Change {
  const body: EditionBody = { ...doc.body, status: 'returned', returnedBy: by };
  return {
    events: [event(reason === undefined ? 'discarded' : 'returned', doc.id, by, world, body.no)],
    put: [
      { kind: 'edition', id: doc.id, rev: doc.rev, body, ...(reason ? { sealed: { reason } } : {}) },
      putHead(head, withoutDraft(head)),
    ],
    ...(reason
      ? { notices: [{ to: body.compiledBy, line: 'catalogue.returned', about: `edition:${doc.id}` }] }
      : {}),
  };
}
