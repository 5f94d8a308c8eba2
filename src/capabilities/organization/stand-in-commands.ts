import { z } from 'zod';
import { cleanText } from '../../../cards/kit/clean.ts';
import { BASIS_MAX } from '../../../cards/organization/stand-in.ts';
import { refusals, said } from '../../../cards/organization/text.ts';
import type { Acting, ChatWord, Command, Message, Outcome, RawInput } from '../../kernel/capability.ts';
import type { PersonId } from '../../kernel/people.ts';
import { parseDate } from '../../kernel/time.ts';
import { done, refused, type Screen, show } from './answer.ts';
import { organizationChange } from './change.ts';
import { type OnSubject, onSubject } from './inputs.ts';
import { lookupOf } from './lookup.ts';
import type { StandInBody, StandInSecret } from './model.ts';
import { nameStandIn } from './stand-in.ts';
import { mayEnd, standInsView, standInView, standing } from './stand-in-view.ts';

const typed = z
  .unknown()
  .optional()
  .transform((v) => (typeof v === 'string' ? cleanText(v) : ''));
const day = z
  .unknown()
  .optional()
  .transform((v) => (typeof v === 'string' ? parseDate(v) : undefined));
const namingInput = z.preprocess(
  (raw) => (raw as RawInput).form,
  z.object({ absent: typed, to: typed, name: typed, from: day, until: day, basis: typed }),
);
type NamingInput = z.infer<typeof namingInput>;

const ownScreen = (acting: Acting): Screen => ({
  card: 'organization.standIns',
  about: `standIns:${acting.actor.id}`,
  draw: standInsView,
});

/** A typed name or number wins over the list; nothing typed and nothing chosen is nobody. */
function personOf(acting: Acting, name: string, chosen: PersonId): PersonId | Outcome {
  if (name === '') return chosen;
  const found = lookupOf(acting.org).person(name);
  return found.ok ? found.value.id : { kind: 'invalid', why: found.why };
}

/** Both hear of it, each with a card that follows it; the one who did it has the answer before his eyes. */
const told = (
  id: string,
  { absent, person }: { absent: PersonId; person: PersonId },
  by: PersonId,
): readonly Message[] =>
  [absent, person]
    .filter((p) => p !== by)
    .map((p) => ({
      to: { person: p },
      card: 'organization.standIn',
      about: `standIn:${id}`,
      when: 'working',
    }));

async function name(acting: Acting, input: NamingInput): Promise<Outcome> {
  const absent = personOf(acting, input.absent, acting.actor.id);
  const person = personOf(acting, input.name, input.to);
  if (typeof absent !== 'string') return absent;
  if (typeof person !== 'string') return person;
  const given = {
    by: acting.actor,
    org: acting.org,
    today: acting.today,
    standing: (await standing(acting)).map(({ id, body }) => ({ ...body, id })),
  };
  const basis = input.basis.slice(0, BASIS_MAX);
  const decided = nameStandIn({ absent, person, from: input.from, to: input.until, basis }, given);
  if (!decided.ok) return { kind: 'invalid', why: refusals[decided.refusal] };
  const id = acting.newId('SI');
  const [made] = decided.events;
  if (!made) return { kind: 'show', answer: {} };
  const { basis: _basis, ...days } = made;
  const by = acting.actor.id;
  const body: StandInBody = { ...days, by, at: acting.now };
  const change = await organizationChange(acting, by, {
    put: [{ kind: 'standIn', id, rev: 0, body, sealed: { basis } satisfies StandInSecret }],
    moved: { people: [absent, person] },
    events: [{ type: 'standIn.named', about: `standIn:${id}`, by, at: acting.now, data: { ...days } }],
    messages: told(id, body, by),
    touches: [`standIns:${absent}`, `standIns:${person}`, `desk:${absent}`, `desk:${person}`],
  });
  return done(change, ownScreen(acting), said.standInNamed);
}

async function end(acting: Acting, { id, rev }: OnSubject): Promise<Outcome> {
  const doc = await acting.read.get<StandInBody, StandInSecret>({ kind: 'standIn', id });
  if (!doc || !mayEnd(acting, doc, acting.actor)) return { kind: 'refused', why: refusals.gone };
  const { body, sealed } = doc;
  if (body.ended || body.to < acting.today) return refused(acting, refusals.standInOver, ownScreen(acting));
  if (doc.rev !== rev) return refused(acting, refusals.stale, ownScreen(acting));
  const by = acting.actor.id;
  const { absent, person } = body;
  const ended: StandInBody = { ...body, ended: { by, at: acting.now } };
  const others = [absent, person].filter((p) => p !== by);
  const change = await organizationChange(acting, by, {
    put: [{ kind: 'standIn', id, rev, body: ended, ...(sealed ? { sealed } : {}) }],
    moved: { people: [absent, person] },
    events: [{ type: 'standIn.ended', about: `standIn:${id}`, by, at: acting.now, data: { absent, person } }],
    notices: others.map((to) => ({ to, line: 'organization.standInEnded', about: `standIn:${id}` })),
    touches: [`standIns:${absent}`, `standIns:${person}`, `desk:${absent}`, `desk:${person}`],
  });
  return done(change, ownScreen(acting), said.standInEnded);
}

export const standInCommands = {
  'organization.standIns': {
    input: onSubject,
    action: 'self.use',
    run: (acting) => show(acting, ownScreen(acting)),
  } satisfies Command<OnSubject>,
  'organization.nameStandIn': {
    input: namingInput,
    action: 'standIn.name',
    run: name,
  } satisfies Command<NamingInput>,
  'organization.endStandIn': {
    input: onSubject,
    action: 'standIn.end',
    run: end,
  } satisfies Command<OnSubject>,
};
/** 代理: who decides for me while I am away. */
export const standInWord: ChatWord = {
  words: ['代理', '请人代理', 'stand-in', 'standin'],
  action: 'self.use',
  run: (acting) => show(acting, ownScreen(acting)),
};
export const standInCards = { 'organization.standIns': standInsView, 'organization.standIn': standInView };
