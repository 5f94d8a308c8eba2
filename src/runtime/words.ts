import type { Card } from '../../cards/kit/card.ts';
import { cleanText } from '../../cards/kit/clean.ts';
import type { Acting, Change, ChatWord, Message, Outcome } from '../kernel/capability.ts';
import type { Envelope, Reply } from '../kernel/envelope.ts';
import { may, whomToAsk } from '../kernel/policy.ts';
import type { Text } from '../kernel/text.ts';
import type { Instant } from '../kernel/time.ts';
import { StoreError } from '../store/store.ts';
import { actingIn, type Bot, worldOf } from './bot.ts';
import { fingerprintOf } from './fingerprint.ts';
import { planCommit } from './plan.ts';
import { readingsIn, withReadings } from './readings.ts';
import { sayCard, sayInGroup } from './say.ts';
import { say } from './texts.ts';

type Spoken = Exclude<Envelope, { kind: 'click' }>;
type Found = { readonly word: ChatWord; readonly rest: string };

/** A file bigger than this is refused before it is read: 5 MB hold far more rows than a bureau has. */
const MAX_FILE_BYTES = 5 * 1024 * 1024;

const fold = (s: string): string => s.normalize('NFKC').trim().toLowerCase();

/** The word a message starts with: the whole text, or the word followed by a space. Longest first. */
export function findWord(words: readonly ChatWord[], spoken: string): Found | undefined {
  const said = fold(spoken);
  const all = words
    .flatMap((word) => word.words.map((w) => ({ word, w: fold(w) })))
    .sort((a, b) => b.w.length - a.w.length);
  const hit = all.find(({ w }) => said === w || said.startsWith(`${w} `));
  return hit && { word: hit.word, rest: cleanText(spoken.trim().slice(hit.w.length)) };
}

function wordOf(bot: Bot, said: Spoken): Found | undefined {
  if (said.kind === 'menu') {
    const word = bot.registry.words.find((w) => w.menuKey === said.key);
    return word && { word, rest: '' };
  }
  if (said.kind !== 'message') return undefined;
  if (said.file) {
    const word = bot.registry.words.find((w) => w.takesFiles);
    return word && { word, rest: '' };
  }
  return findWord(bot.registry.words, said.text);
}

const answerTo = (said: Spoken, openId: string, inGroup: boolean, at: Instant): Message => ({
  to: inGroup && 'chatId' in said ? { chat: said.chatId } : { person: openId },
  card: 'runtime.answer',
  about: `answer:${said.cause}`,
  params: { at },
  when: 'now',
});

function cardOf(outcome: Outcome): Card | Text | undefined {
  if (outcome.kind === 'show') return outcome.answer.card ?? outcome.answer.toast?.text;
  if (outcome.kind === 'refused') return outcome.card ?? outcome.why;
  return outcome.kind === 'invalid' ? outcome.why : undefined;
}

const asCard = (answer: Card | Text, inGroup: boolean): Card =>
  'json' in answer ? answer : inGroup ? sayInGroup(answer) : sayCard(answer);

/** Commits what a word did together with the message that answers it: both or none, once per cause. */
async function commitAnswer(
  bot: Bot,
  acting: Acting,
  said: Spoken,
  outcome: Outcome,
  inGroup: boolean,
): Promise<void> {
  const change: Change =
    outcome.kind === 'done'
      ? outcome.change
      : { events: outcome.kind === 'refused' && outcome.record ? [outcome.record] : [] };
  const shows = outcome.kind === 'show' ? outcome.answer.shows : undefined;
  const draft = cardOf(outcome);
  // A word may answer by messages of its own; otherwise its card goes out as one.
  const own =
    outcome.kind === 'done' &&
    (change.messages ?? []).some(
      (m) => 'person' in m.to && m.to.person === acting.actor.id && m.when === 'now',
    );
  const reply = answerTo(said, acting.actor.id, inGroup, acting.now);
  const message: Message = shows && !inGroup ? { to: reply.to, when: reply.when, ...shows } : reply;
  const answer = outcome.kind === 'show' ? outcome.answer : {};
  const how = `word.${said.kind}`;
  // Who is shown what goes on record in the commit that makes the answer leave (T03).
  const noted = readingsIn(bot, acting.actor.id, how, answer, own ? change.messages : []);
  const place = bot.answers.expect(said.cause);
  if (own || shows) place.drop();
  else if (draft) place.give(asCard(draft, inGroup));
  const cause = {
    requestId: said.cause,
    fingerprint: meantBy(said),
    actor: acting.actor.id,
    reason: how,
  };
  try {
    await withReadings(bot, acting, noted, async ({ events, put }) => {
      const whole: Change = {
        ...change,
        events: [...change.events, ...events],
        put: [...(change.put ?? []), ...put],
        ...(own ? {} : { messages: [...(change.messages ?? []), message] }),
      };
      await bot.store.commit(await planCommit(acting, whole, cause, bot.registry));
    });
  } catch (error) {
    place.drop();
    throw error;
  }
  if (outcome.kind === 'done' && !own) place.give(await drawn(bot, acting, outcome, inGroup));
  bot.wake();
}

/** The answer to a word that changed something, from the new state. The outbox waits for it, so it always comes. */
async function drawn(
  bot: Bot,
  acting: Acting,
  outcome: Extract<Outcome, { kind: 'done' }>,
  inGroup: boolean,
): Promise<Card> {
  try {
    const answer = await outcome.answer(actingIn(await worldOf(bot), acting.actor));
    return asCard(answer.card ?? answer.toast?.text ?? say.doneEarlier, inGroup);
  } catch (error) {
    bot.log('error', 'answer.failed', { why: error instanceof Error ? error.name : 'unknown' });
    return asCard(say.doneEarlier, inGroup);
  }
}

/** Somebody who is not in the directory: one polite card a day, no more. */
async function answerStranger(bot: Bot, said: Spoken, openId: string): Promise<void> {
  const world = await worldOf(bot);
  const place = bot.answers.expect(said.cause);
  place.give(sayCard(say.unknownPerson));
  const change: Change = {
    events: [],
    messages: [answerTo(said, openId, false, world.now)],
    unique: [`stranger:${openId}:${world.today}`],
  };
  try {
    await bot.store.commit(
      await planCommit(
        world,
        change,
        { requestId: said.cause, fingerprint: meantBy(said), actor: 'system', reason: 'stranger' },
        bot.registry,
      ),
    );
    bot.wake();
  } catch (error) {
    place.drop();
    if (!(error instanceof StoreError) || error.code !== 'DUPLICATE_KEY') throw error;
  }
}

/** A picture, a voice message or a sticker reaches us as a message without words. */
const wordless = (said: Spoken): boolean => said.kind === 'message' && said.text === '' && !said.file;

async function outcomeOf(
  acting: Acting,
  said: Spoken,
  found: Found | undefined,
  inGroup: boolean,
): Promise<Outcome> {
  if (!found && wordless(said) && !inGroup) return { kind: 'refused', why: say.onlyWords };
  if (!found) return { kind: 'refused', why: say.notUnderstood };
  if (inGroup && !found.word.inGroup) return { kind: 'refused', why: say.privately };
  if (!may(acting.actor, found.word.action, acting.org) && found.word.action.startsWith('admin.'))
    return {
      kind: 'refused',
      why: acting.file ? say.noFiles : say.notAllowed(whomToAsk(found.word.action)),
    };
  return found.word.run(acting, found.rest);
}

/** What somebody meant. Pushed again it may have another time, and means the same. */
const meantBy = ({ at: _at, ...meant }: Spoken): string => fingerprintOf(meant);

/** Whether it was handled before. What comes again and says something else has no effect either, and is told (A03). */
async function cameBefore(bot: Bot, said: Spoken): Promise<boolean> {
  try {
    return (await bot.store.recall(said.cause, meantBy(said))) !== undefined;
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'IDEMPOTENCY_MISMATCH') throw error;
    bot.log('error', 'event.changed', { cause: said.cause, kind: said.kind });
    return true;
  }
}

/** Messages, menu presses and first contacts. Always gives `{}`: the answer travels as a card message. */
export async function handleWord(bot: Bot, said: Spoken): Promise<Reply> {
  if (
    said.kind === 'contact' ||
    said.kind === 'botAdded' ||
    said.kind === 'botRemoved' ||
    said.kind === 'chatDisbanded'
  )
    return {};
  if (await cameBefore(bot, said)) return {};
  const world = await worldOf(bot);
  const actor = world.org.active(said.openId);
  if (!actor) {
    await answerStranger(bot, said, said.openId);
    return {};
  }
  const inGroup = said.kind === 'message' && said.chatType === 'group';
  const acting = actingIn(world, actor, {
    ...('chatId' in said
      ? { where: { chatId: said.chatId, chatType: inGroup ? ('group' as const) : ('p2p' as const) } }
      : {}),
    ...(said.kind === 'message' && said.file
      ? {
          file: {
            name: said.file.name,
            bytes: () => bot.messenger.download(said.messageId, said.file?.key ?? '', MAX_FILE_BYTES),
          },
        }
      : {}),
  });
  if (said.kind === 'entered') {
    await welcome(bot, acting, said);
    return {};
  }
  const found = wordOf(bot, said);
  for (let attempt = 1; ; attempt += 1)
    try {
      await commitAnswer(bot, acting, said, await outcomeOf(acting, said, found, inGroup), inGroup);
      return {};
    } catch (error) {
      if (error instanceof StoreError && error.code === 'CONFLICT' && attempt < 4) continue;
      throw error;
    }
}

/** The first time a person opens the chat. Later openings say nothing: the bot does not pester. */
async function welcome(bot: Bot, acting: Acting, said: Spoken): Promise<void> {
  const change: Change = {
    events: [
      { type: 'person.welcomed', about: `person:${acting.actor.id}`, by: acting.actor.id, at: acting.now },
    ],
    messages: [
      {
        to: { person: acting.actor.id },
        card: 'help.welcome',
        about: `welcome:${acting.actor.id}`,
        when: 'now',
      },
    ],
    unique: [`welcome:${acting.actor.id}`],
  };
  try {
    await bot.store.commit(
      await planCommit(
        acting,
        change,
        {
          requestId: said.cause,
          fingerprint: meantBy(said),
          actor: acting.actor.id,
          reason: 'welcome',
        },
        bot.registry,
      ),
    );
    bot.wake();
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'DUPLICATE_KEY') throw error;
  }
}
