import type { Acting, Answer, AnyCommand, Outcome, RawInput } from '../kernel/capability.ts';
import type { Envelope, Reply } from '../kernel/envelope.ts';
import { may, whomToAsk } from '../kernel/policy.ts';
import type { Text } from '../kernel/text.ts';
import { StoreError } from '../store/store.ts';
import { actingIn, type Bot, worldOf } from './bot.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { CopyBody } from './kinds.ts';
import { followCommit, planCommit } from './plan.ts';
import { type Noted, readingsIn, withReadings } from './readings.ts';
import { resend } from './resend.ts';
import { say } from './texts.ts';
import { handleWord } from './words.ts';

type Click = Extract<Envelope, { kind: 'click' }>;

/** Lost races are tried again with fresh state; after this many the person is asked to tap once more. */
const TRIES = 4;

const toast = (type: 'info' | 'success' | 'warning' | 'error', words: Text): Reply => ({
  toast: { type, text: words },
});

/** Somebody was first: with the document, or with what may happen once only. */
const lostRace = ({ code }: StoreError): boolean => code === 'CONFLICT' || code === 'DUPLICATE_KEY';

/** Words for a failed commit: nothing was saved, or nobody can say. */
export function sayStoreError(error: StoreError): Text {
  // An event that came before and now says something else: nothing of it is done (A03).
  if (error.code === 'IDEMPOTENCY_MISMATCH') return say.staleButton;
  if (error.code === 'STORAGE_FULL') return say.storageFull;
  if (lostRace(error)) return say.busy;
  return say.storageFailed;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const record = (value: unknown): Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

function rawInput(click: Click): RawInput {
  const rev = click.value.rev;
  return {
    id: text(click.value.id),
    rev: typeof rev === 'number' && Number.isSafeInteger(rev) ? rev : -1,
    value: click.value,
    form: record(click.form),
    ...(click.option === undefined ? {} : { option: click.option }),
  };
}

/** Runs a command's outcome to its end: commit if it changes something, then the answer from the new state. */
async function conclude(
  bot: Bot,
  acting: Acting,
  outcome: Outcome,
  click: Click,
  doName: string,
  replay: boolean,
): Promise<Answer> {
  switch (outcome.kind) {
    case 'show':
      return outcome.answer;
    case 'invalid':
      return { toast: { type: 'error', text: outcome.why } };
    case 'refused': {
      if (outcome.record && !replay)
        await bot.store.commit(
          await planCommit(
            acting,
            { events: [outcome.record] },
            causeOf(click, acting, `${doName}.refused`),
            bot.registry,
          ),
        );
      return {
        toast: { type: 'warning', text: outcome.why },
        ...(outcome.card ? { card: outcome.card } : {}),
      };
    }
    case 'done': {
      if (!replay) {
        const { change } = outcome;
        // What the change sends to whoever asked for it goes on record in the same commit (T03).
        const noted = readingsIn(bot, acting.actor.id, doName, change, change.messages);
        await withReadings(bot, acting, noted, async ({ events, put }) => {
          const whole = {
            ...change,
            events: [...change.events, ...events],
            put: [...(change.put ?? []), ...put],
          };
          await bot.store.commit(
            await planCommit(acting, whole, causeOf(click, acting, doName), bot.registry),
          );
        });
        await resend(bot, outcome.change.events);
        bot.wake();
      }
      const answer = await answerOf(bot, acting, outcome);
      return replay ? { ...answer, toast: { type: 'info', text: say.already } } : answer;
    }
  }
}

/** The answer from the new state. It is saved: what breaks from here on is told as done, and never tried again. */
async function answerOf(
  bot: Bot,
  acting: Acting,
  outcome: Extract<Outcome, { kind: 'done' }>,
): Promise<Answer> {
  try {
    const where = acting.where ? { where: acting.where } : {};
    return await outcome.answer(actingIn(await worldOf(bot), acting.actor, where));
  } catch (error) {
    bot.log('error', 'answer.failed', { why: error instanceof Error ? error.name : 'unknown' });
    return { toast: { type: 'success', text: say.doneEarlier } };
  }
}

/** What somebody meant by a click: the same event always means the same. */
const meantBy = ({ openId, messageId, value, form, option }: Click): string =>
  fingerprintOf(openId, messageId, value, form ?? null, option ?? null);

const causeOf = (click: Click, acting: Acting, reason: string) => ({
  requestId: click.cause,
  fingerprint: meantBy(click),
  actor: acting.actor.id,
  reason,
  clicked: click.messageId,
});

async function follow(bot: Bot, acting: Acting, click: Click, answer: Answer): Promise<void> {
  if (!answer.shows || !answer.card || answer.card.audience !== 'private') return;
  try {
    const { items } = await bot.store.list<CopyBody>('copy', {
      index: 'message',
      from: click.messageId,
      to: click.messageId,
      limit: 1,
    });
    const commit = followCommit(
      acting,
      items[0],
      click.messageId,
      answer.shows,
      { person: acting.actor.id },
      click.cause,
    );
    if (commit) await bot.store.commit(commit);
  } catch (error) {
    // The card is already right on the screen; only a later redraw of this copy is lost.
    bot.log('warn', 'follow.failed', {
      cause: click.cause,
      code: error instanceof StoreError ? error.code : 'unknown',
    });
  }
}

/**
 * The readings of an answer, on record before it leaves. Only what the act itself was about can wait for the next write:
 * the act is on record with who, what and when already, and nobody who decides waits for a second commit.
 */
async function keepShown(
  bot: Bot,
  outcome: Outcome,
  shown: readonly Noted[],
): Promise<StoreError | undefined> {
  const acted = outcome.kind === 'done' ? outcome.change.events.map((e) => e.about) : [];
  const own = shown.filter((n) => acted.includes(n.about));
  for (const noted of own) bot.readings.note(noted);
  return own.length === shown.length
    ? undefined
    : bot.readings.keep(
        bot,
        shown.filter((n) => !own.includes(n)),
      );
}

async function runCommand(bot: Bot, click: Click, command: AnyCommand, doName: string): Promise<Reply> {
  const input = command.input.safeParse(rawInput(click));
  let replay: boolean | undefined;
  for (let attempt = 1; ; attempt += 1) {
    try {
      replay ??= (await bot.store.recall(click.cause, meantBy(click))) !== undefined;
      const world = await worldOf(bot);
      const actor = world.org.active(click.openId);
      if (!actor) return toast('warning', say.unknownPerson);
      if (!may(actor, command.action, world.org) && isPersonal(command))
        return toast('warning', say.notAllowed(whomToAsk(command.action)));
      if (!input.success) return toast('error', say.badForm);
      const acting = actingIn(world, actor, {
        where: { chatId: click.chatId, messageId: click.messageId },
      });
      const outcome = await command.run(acting, input.data);
      const answer = await conclude(bot, acting, outcome, click, doName, replay);
      const [failed] = await Promise.all([
        keepShown(bot, outcome, readingsIn(bot, actor.id, doName, answer)),
        follow(bot, acting, click, answer),
      ]);
      // What can't go on record isn't shown; what was done is done, and says so.
      if (failed && outcome.kind !== 'done') return toast('error', sayStoreError(failed));
      return {
        ...(answer.toast ? { toast: answer.toast } : {}),
        ...(answer.card && !failed ? { card: answer.card } : {}),
      };
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (lostRace(error) && attempt < TRIES) continue;
      bot.log(lostRace(error) ? 'warn' : 'error', 'commit.failed', {
        cause: click.cause,
        do: doName,
        code: error.code,
      });
      return toast('error', sayStoreError(error));
    }
  }
}

/** Actions that need no object can be refused before a command loads anything; the others ask `may` with their object. */
const PERSONAL: ReadonlySet<string> = new Set([
  'self.use',
  'risk.declare',
  'admin.claim',
  'admin.office',
  'audit.view',
  'publicity.object',
]);
const isPersonal = (command: AnyCommand): boolean => PERSONAL.has(command.action);

async function handleClick(bot: Bot, click: Click): Promise<Reply> {
  const name = text(click.value.do);
  const command = bot.registry.commands.get(name);
  if (!command) {
    bot.log('warn', 'click.unknown', { cause: click.cause });
    return toast('info', say.staleButton);
  }
  return runCommand(bot, click, command, name);
}

/** For the log: a name of ours, never what a client made up. */
const commandName = (bot: Bot, click: Click): string => {
  const name = text(click.value.do);
  return bot.registry.commands.has(name) ? name : 'unknown';
};

/**
 * The one entry for everything that comes in. Gives the reply to a click, `{}` for events. Throws only for broken
 * programs: the receiver turns that into 500 for events (Feishu pushes again) and a failure toast for clicks.
 */
export async function handle(bot: Bot, envelope: Envelope): Promise<Reply> {
  const started = Date.parse(bot.clock());
  const reply =
    envelope.kind === 'click' ? await handleClick(bot, envelope) : await handleWord(bot, envelope);
  bot.log('info', 'handled', {
    cause: envelope.cause,
    kind: envelope.kind,
    do: envelope.kind === 'click' ? commandName(bot, envelope) : undefined,
    toast: reply.toast?.type,
    card: reply.card !== undefined,
    ms: Date.parse(bot.clock()) - started,
  });
  return reply;
}
