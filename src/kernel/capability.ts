import type { z } from 'zod';
import type { Card } from '../../cards/kit/card.ts';
import type { Json, KindSpec, OutboxItem, Put, Reader, Ref } from '../store/store.ts';
import type { Toast } from './envelope.ts';
import type { ImportKind } from './importing.ts';
import type { Organization, Person, PersonId } from './people.ts';
import type { PolicyAction } from './policy.ts';
import type { Settings } from './settings.ts';
import type { Text } from './text.ts';
import type { Instant, LocalDate } from './time.ts';
import type { WorkCalendar } from './workdays.ts';

/** What a capability is told about the world while it handles one thing. Everything impure is handed in here. */
export type World = {
  readonly now: Instant;
  readonly today: LocalDate;
  readonly org: Organization;
  readonly settings: Settings;
  readonly calendar: WorkCalendar;
  readonly read: Reader;
  /** A fresh id such as `R-7Kd03x…`; deterministic in simulations. */
  readonly newId: (prefix: string) => string;
};
/** The world with somebody acting in it. */
export type Acting = World & {
  readonly actor: Person;
  /** The chat and message it happened in; undefined for schedules. */
  readonly where?: {
    readonly chatId: string;
    readonly chatType?: 'p2p' | 'group';
    readonly messageId?: string;
  };
  readonly file?: { readonly name: string; readonly bytes: () => Promise<Uint8Array> };
};

/** What happened, past tense, for the ledger and for later capabilities. No free text in it. */
export type DomainEvent = {
  readonly type: string; // `risk.approved`
  /** `risk:R-…` */
  readonly about: string;
  readonly by: PersonId | 'system';
  readonly at: Instant;
  readonly data?: Readonly<Record<string, Json | undefined>>;
};

/** A message the bot will send: an intent, drawn from the state at sending time. */
export type Message = {
  readonly to: { readonly person: PersonId } | { readonly chat: string };
  /** Name of a card renderer, `risks.review`. */
  readonly card: string;
  /** What it shows, `risk:R-…`, `desk:ou_…`: its copies are redrawn when a commit touches that subject. */
  readonly about: string;
  readonly params?: Readonly<Record<string, Json>>;
  /** now: the answer to one's own act, at any hour · working: the next working hour · or an instant. */
  readonly when: 'now' | 'working' | Instant;
  /** Instead of a card: a file made at sending time by a file renderer of the same name. */
  readonly asFile?: boolean;
  /**
   * At most one live card per person and subject: when the person already has one, it is redrawn in place and no new
   * message is sent (the list card that gathers later items).
   */
  readonly gather?: boolean;
  /** Not sent after this instant: a digest of yesterday. Its lines wait for the next digest instead. */
  readonly until?: { readonly at: Instant; readonly back: readonly Notice[] };
};

/** One line for the private digest (domain.md §7.2): kept until the person's next digest takes it along. */
export type Notice = {
  readonly to: PersonId;
  /** Key of a digest line renderer, `risks.published`. */
  readonly line: string;
  readonly about: string;
  readonly params?: Readonly<Record<string, Json>>;
};

/** Everything one handling changes: one commit. */
export type Change = {
  readonly events: readonly DomainEvent[];
  readonly put?: readonly Put[];
  readonly erase?: ReadonlyArray<Ref & { readonly why: string }>;
  readonly remove?: ReadonlyArray<Ref & { readonly rev: number }>;
  readonly unique?: readonly string[];
  readonly messages?: readonly Message[];
  readonly notices?: readonly Notice[];
  /** Subjects whose cards must be redrawn, besides those of `put`: `desk:ou_…`. Every put touches `<kind>:<id>` by itself. */
  readonly touches?: readonly string[];
  /** What a list that is sent to whoever acted names, for the record of readings. */
  readonly lists?: Listed;
  /** Ready outbox rows, for the runtime's own schedules only. */
  readonly rows?: readonly OutboxItem[];
};

/**
 * What the person sees at once. `shows` names the renderer and subject of the card, so that the message it lands on is
 * redrawn when that subject changes later; without it the message keeps following what it was sent for.
 */
export type Answer = {
  readonly toast?: Toast;
  readonly card?: Card;
  readonly shows?: Shown;
  readonly lists?: Listed;
};
/** Subjects that a list names with their titles, `risk:R-…`; `card`: whose reading check is asked for each of them. */
export type Listed = { readonly card: string; readonly subjects: readonly string[] };
export type Shown = {
  readonly card: string;
  readonly about: string;
  readonly params?: Readonly<Record<string, Json>>;
};

export type Outcome =
  /** Commit, then answer from the new state. `answer` is asked again when the same cause comes twice. */
  | { readonly kind: 'done'; readonly change: Change; readonly answer: (after: Acting) => Promise<Answer> }
  /** Nothing changes. */
  | { readonly kind: 'show'; readonly answer: Answer }
  /** A rule says no: the clicker sees why, with the fresh card. `record`: the attempt is written to the ledger. */
  | { readonly kind: 'refused'; readonly why: Text; readonly card?: Card; readonly record?: DomainEvent }
  /** The form is faulty: a toast only, since a new card would wipe what was typed. */
  | { readonly kind: 'invalid'; readonly why: Text };

/** A click: `{do,id,rev}` plus form. `input` parses `{ id, rev, ...value, form, option }`. */
export type Command<In> = {
  readonly input: z.ZodType<In>;
  readonly action: PolicyAction;
  readonly run: (acting: Acting, input: In) => Promise<Outcome>;
};
/** What a button and its form send, before a command's own schema looks closer. */
export type RawInput = {
  readonly id: string;
  readonly rev: number;
  readonly value: Readonly<Record<string, unknown>>;
  readonly form: Readonly<Record<string, unknown>>;
  readonly option?: string;
};
// biome-ignore lint/suspicious/noExplicitAny: a table of commands of different inputs; each one's schema guards its own
export type AnyCommand = Command<any>;

/** A word in chat or a menu key. In p2p it answers with a card; `inGroup` says that it may be used in a group (with @). */
export type ChatWord = {
  readonly words: readonly string[]; // ['填报', 'declare']
  readonly menuKey?: string;
  readonly inGroup?: boolean;
  /** Also takes files that a person sends to the bot: `acting.file` is set, `rest` is empty. */
  readonly takesFiles?: boolean;
  readonly action: PolicyAction;
  /** `rest`: what stood after the word, cleaned. The answer's card is sent as a message by the runtime. */
  readonly run: (acting: Acting, rest: string) => Promise<Outcome>;
};

/**
 * Draws a card from the state as it is now. undefined: nothing to show any more (the row is skipped, a copy is left).
 * `viewer`: the person for a private card, undefined in a group.
 */
export type CardRenderer = (
  world: World,
  id: string,
  params: Readonly<Record<string, Json>>,
  viewer: Person | undefined,
) => Promise<Card | undefined>;
/** Whether a card would be one that waits for its viewer, for less than drawing it costs. */
export type WaitsCheck = (world: World, id: string, viewer: Person | undefined) => Promise<boolean>;
/**
 * Whether a person who is shown this card or file reads what concerns somebody else and is not for everybody: such
 * readings go on record (T03; docs/adr/0007-readings.md).
 */
export type ReadingCheck = (world: World, id: string, viewer: Person) => Promise<boolean>;
export type FileRenderer = (
  world: World,
  id: string,
  params: Readonly<Record<string, Json>>,
  viewer: Person | undefined,
) => Promise<{ name: string; bytes: Uint8Array } | undefined>;
/** One line of the digest; undefined when it is no longer true. */
export type LineRenderer = (
  world: World,
  id: string,
  params: Readonly<Record<string, Json>>,
) => Promise<Text | undefined>;

/** One due occurrence of a schedule. `key` is unique: `2026-11-23:ou_…`; its commit happens once whoever runs it. */
export type Slot = {
  readonly key: string;
  readonly at: Instant;
  readonly late?: boolean;
  readonly params?: Readonly<Record<string, Json>>;
};
export type Schedule = {
  readonly name: string;
  /**
   * Slots in (since, until]. Proportional to what is due. `since` is the last tick's instant (at most 40 days back).
   * Newest-only schedules return only the newest missed one, marked late.
   */
  readonly due: (world: World, since: Instant, until: Instant) => Promise<readonly Slot[]>;
  /** undefined: nothing to do for this slot (still remembered). */
  readonly run: (world: World, slot: Slot) => Promise<Change | undefined>;
};

/** Reacts to an event of an earlier capability (or its own) inside the same commit. Sees the change so far. */
export type Reaction = (
  world: World,
  event: DomainEvent,
  soFar: Change,
) => Promise<Partial<Change> | undefined>;

export type Capability = {
  readonly name: string;
  readonly kinds: readonly KindSpec[];
  readonly commands: Readonly<Record<string, AnyCommand>>;
  readonly words?: readonly ChatWord[];
  readonly cards?: Readonly<Record<string, CardRenderer>>;
  /** For cards that messages gather on: must say what the renderer's `waits` would. */
  readonly waits?: Readonly<Record<string, WaitsCheck>>;
  readonly files?: Readonly<Record<string, FileRenderer>>;
  /** By the name of a card or file. */
  readonly reads?: Readonly<Record<string, ReadingCheck>>;
  readonly lines?: Readonly<Record<string, LineRenderer>>;
  readonly schedules?: readonly Schedule[];
  readonly on?: Readonly<Record<string, Reaction>>;
  /** Tables it takes from .xlsx files. */
  readonly imports?: readonly ImportKind[];
  /** Every refusal in words; a name without words is a type error in the capability. */
  readonly refusals: Readonly<Record<string, Text>>;
};
