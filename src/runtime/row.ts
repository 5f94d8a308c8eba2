import type { Card } from '../../cards/kit/card.ts';
import type { Recipient } from '../feishu/messenger.ts';
import type { World } from '../kernel/capability.ts';
import { idOf } from '../kernel/ids.ts';
import type { Claim, Json, Settle } from '../store/store.ts';
import { type Bot, worldOf } from './bot.ts';
import type { CopyBody, PatchPayload, SendPayload } from './kinds.ts';
import { assertTime } from './late.ts';
import { redrawRow } from './plan.ts';
import { leftCard } from './say.ts';

/** Messages of which it is remembered when they were drawn last: far more than may be redrawn while a row waits. */
const DRAWN = 10_000;

async function draw(
  bot: Bot,
  world: World,
  shown: { card: string; about: string; params?: Readonly<Record<string, Json>> },
  person: string | undefined,
): Promise<Card | undefined> {
  const viewer = person === undefined ? undefined : world.org.people.get(person);
  // Who has left sees nothing more, not even on a card that still hangs in their chat (Z04).
  if (viewer?.active === false && !shown.card.startsWith('runtime.')) return leftCard;
  const render = bot.registry.cards.get(shown.card);
  if (!render) throw new Error(`no card renderer "${shown.card}"`);
  return render(world, idOf(shown.about), shown.params ?? {}, viewer);
}

export type Ended = { readonly settle: Settle; readonly after?: () => Promise<void> };

async function liveCopy(bot: Bot, payload: SendPayload, messageId: string, now: string) {
  const copy = await bot.store.get<CopyBody>({ kind: 'copy', id: payload.copy });
  if (!copy) return [];
  return [
    {
      kind: 'copy',
      id: copy.id,
      rev: copy.rev,
      body: { ...copy.body, state: 'live', message: messageId, sent: true, sentAt: now } satisfies CopyBody,
    },
  ];
}

export async function sendRow(bot: Bot, world: World, claim: Claim, payload: SendPayload): Promise<Ended> {
  const to: Recipient = payload.to;
  const person = 'person' in to ? to.person : undefined;
  if (payload.op === 'file') {
    const file = await bot.registry.files.get(payload.card)?.(
      world,
      idOf(payload.about),
      payload.params ?? {},
      person === undefined ? undefined : world.org.people.get(person),
    );
    if (!file) return { settle: { kind: 'skipped', at: world.now, why: 'nothing to send' } };
    assertTime(claim, 'file', bot.clock());
    const sent = await bot.messenger.sendFile(to, file, claim.item.id);
    return { settle: { kind: 'sent', at: world.now, messageId: sent.messageId } };
  }
  const left = person !== undefined && world.org.people.get(person)?.active === false;
  const card =
    left && !payload.card.startsWith('runtime.') ? undefined : await draw(bot, world, payload, person);
  if (!card)
    return {
      settle: { kind: 'skipped', at: world.now, why: 'nothing to show' },
      after: () => endCopy(bot, payload.copy),
    };
  if (card.audience === 'private' && person === undefined)
    return { settle: { kind: 'dead', at: world.now, error: 'a private card may not go into a group' } };
  assertTime(claim, 'card', bot.clock());
  const sent = await bot.messenger.sendCard(to, card, claim.item.id);
  const put = await liveCopy(bot, payload, sent.messageId, world.now);
  const settle: Settle = { kind: 'sent', at: world.now, messageId: sent.messageId, put };
  if (payload.card === 'runtime.answer') {
    bot.answers.sent(idOf(payload.about));
    return { settle };
  }
  return { settle, after: () => catchUp(bot, claim, payload, { card, message: sent.messageId }) };
}

/**
 * What changed while a card was on its way redrew only what hung there by then: it is drawn once more when it hangs there
 * too. Of several attempts Feishu keeps the first that arrived, which was drawn from an older state.
 */
async function catchUp(
  bot: Bot,
  { item, attempt }: Claim,
  payload: SendPayload,
  { card, message }: { readonly card: Card; readonly message: string },
): Promise<void> {
  const copy = await bot.store.get<CopyBody>({ kind: 'copy', id: payload.copy });
  if (copy?.body.message !== message) return;
  const person = 'person' in payload.to ? payload.to.person : undefined;
  if (attempt === 1 && (await draw(bot, await worldOf(bot), payload, person))?.text === card.text) return;
  const at = bot.clock();
  await bot.store.commit({
    requestId: `late:card:${item.id}`,
    fingerprint: 'late',
    at,
    actor: 'system',
    reason: 'message.moved',
    outbox: [redrawRow(bot.ids('p'), copy.id, message, at)],
  });
}

/**
 * A message that was found where it hangs is sent, whatever becomes of its redraw. That is a row of its own, in one commit
 * with the copy that it redraws; an answer has none, it was true when it was given.
 */
export async function foundRow(
  bot: Bot,
  { item, firstAttemptAt }: Claim,
  payload: SendPayload,
  message: string,
): Promise<Settle> {
  const at = bot.clock();
  const sent = { kind: 'sent', at, messageId: message } as const;
  if (payload.op === 'file') return sent;
  // Which of its attempts it was nobody knows: a card's fourteen days count from the first.
  const put = await liveCopy(bot, payload, message, firstAttemptAt ?? at);
  if (payload.card === 'runtime.answer') {
    bot.answers.sent(idOf(payload.about));
    return { ...sent, put };
  }
  await bot.store.commit({
    ...{ requestId: `found:${item.id}`, fingerprint: 'found', at, actor: 'system', reason: 'message.found' },
    ...{ put, outbox: put.map(({ id }) => redrawRow(bot.ids('p'), id, message, at)) },
  });
  return sent;
}

export async function patchRow(
  bot: Bot,
  world: World,
  claim: Claim,
  payload: PatchPayload,
  drawnAt: Map<string, string>,
): Promise<Ended> {
  const copy = await bot.store.get<CopyBody>({ kind: 'copy', id: payload.copy });
  const skipped = (why: string): Ended => ({ settle: { kind: 'skipped', at: world.now, why } });
  if (!copy?.body.message) return skipped('copy is gone');
  const last = drawnAt.get(copy.body.message);
  // A clock that was put back makes older drawings look newer: those of the future prove nothing.
  const newer = last !== undefined && last >= claim.item.notBefore && last <= world.now;
  if (newer && claim.attempt === 1) return skipped('already drawn from a newer state');
  // Somebody got a fresh card while this redraw waited.
  const moved = payload.moved || copy.body.state === 'old';
  const shown = moved ? { card: 'runtime.moved', about: 'moved:-' } : copy.body;
  const card = await draw(bot, world, shown, copy.body.person);
  if (!card) return skipped('nothing to show');
  if (card.audience === 'private' && copy.body.person === undefined)
    return skipped('a private card may not go into a group');
  assertTime(claim, 'card', bot.clock());
  await bot.messenger.patchCard(copy.body.message, card);
  noteDrawn(drawnAt, copy.body.message, world.now);
  return { settle: { kind: 'sent', at: world.now, messageId: copy.body.message } };
}

/** The newest last; one that was forgotten is redrawn once more at worst. */
function noteDrawn(drawnAt: Map<string, string>, message: string, now: string): void {
  drawnAt.delete(message);
  drawnAt.set(message, now);
  for (const oldest of drawnAt.keys()) {
    if (drawnAt.size <= DRAWN) return;
    drawnAt.delete(oldest);
  }
}

/** The copy of a message that made no sense any more. */
export async function endCopy(bot: Bot, id: string): Promise<void> {
  const copy = await bot.store.get<CopyBody>({ kind: 'copy', id });
  if (!copy) return;
  const body = { ...copy.body, state: 'old' } satisfies CopyBody;
  const put = [{ kind: 'copy', id, rev: copy.rev, body }];
  await bot.store.commit({
    requestId: `copy:old:${id}`,
    fingerprint: 'old',
    at: bot.clock(),
    actor: 'system',
    reason: 'copy.old',
    put,
  });
}
