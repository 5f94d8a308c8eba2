import { describe, expect, it } from 'vitest';
import { MessengerError } from '../../src/feishu/messenger.ts';
import { plusMs } from '../../src/kernel/time.ts';
import type { CopyBody } from '../../src/runtime/kinds.ts';
import { outbox } from '../../src/runtime/outbox.ts';
import { StoreError } from '../../src/store/store.ts';
import { smallOrganization } from '../support/bureau.ts';
import { ASKED, HEAD, hello, lose, MINUTE, messages, SENT, states, timeout, waiting } from './lost.ts';
import { START } from './toy.ts';

describe('a message of which nobody knows for 50 minutes whether it arrived is looked up (O03)', () => {
  it('it hangs there: it is not sent again, and is redrawn as it has to be by now', async () => {
    const bot = await waiting();
    await lose(bot, true);
    await bot.click('ou_clerk', 0);
    await bot.drain();
    expect([messages(bot), await states(bot)]).toEqual([1, SENT]);
    const [, found] = bot.messenger.messages;
    expect([found?.patches, found?.card?.text.includes('"content":"1"')]).toEqual([1, true]);
    const live = await bot.store.get<CopyBody>({ kind: 'copy', id: 'm-lost' });
    expect(live?.body).toMatchObject({ state: 'live', message: found?.id, sentAt: START });
  });

  it('it does not: it is sent, and has fifty minutes of its own again', async () => {
    const bot = await waiting();
    await lose(bot, false);
    let calls = 0;
    bot.messenger.fail = () => (calls++ === 0 ? { error: timeout, lost: true } : undefined);
    await bot.drain();
    expect([messages(bot), await states(bot)]).toEqual([1, [0, 0, 1]]);
    bot.at(plusMs(START, 110 * MINUTE));
    await bot.drain();
    expect([messages(bot), calls, await states(bot)]).toEqual([1, 2, SENT]);
  });

  it('an answer to a word that hangs there stays as it was given', async () => {
    const bot = await waiting({ card: 'runtime.answer' });
    await lose(bot, true);
    const { text } = bot.messenger.messages[1]?.card ?? {};
    await bot.drain();
    expect([bot.messenger.messages[1]?.card?.text, await states(bot)]).toEqual([text, SENT]);
    expect(bot.messenger.messages[1]?.patches).toBe(0);
  });

  it('a card of ours that does not tell may be it: a person is asked', async () => {
    const bot = await waiting();
    await lose(bot, true);
    await bot.messenger.patchCard(bot.messenger.messages[1]?.id ?? '', hello);
    await bot.drain();
    expect([messages(bot), await states(bot)]).toEqual([1, ASKED]);
    expect((await bot.store.get<CopyBody>({ kind: 'copy', id: 'm-lost' }))?.body.state).toBe('failed');
  });

  it('a tap on it tells its id, but not which row sent it: a person is asked', async () => {
    const bot = await waiting();
    await lose(bot, true);
    const messageId = bot.messenger.messages[1]?.id ?? '';
    await bot.click('ou_head', 0, { messageId });
    await bot.messenger.patchCard(messageId, hello);
    await bot.drain();
    expect([messages(bot), await states(bot)]).toEqual([1, ASKED]);
  });

  it('a card that does not tell but is known to be another one is none', async () => {
    const bot = await waiting();
    await lose(bot, false);
    await bot.messenger.patchCard(bot.messenger.messages[0]?.id ?? '', hello);
    await bot.drain();
    expect([messages(bot), await states(bot)]).toEqual([1, SENT]);
  });

  it('without the scope, or where Feishu refuses to tell, a person is asked', async () => {
    for (const refusal of [
      new MessengerError('again', 99991672, 'no scope'),
      new MessengerError('permanent', 230002, 'not in the chat'),
    ]) {
      const bot = await waiting();
      await lose(bot, false);
      bot.messenger.lookUp = () => Promise.reject(refusal);
      await bot.drain();
      expect([messages(bot), await states(bot)]).toEqual([0, ASKED]);
    }
  });

  it('while Feishu does not answer nothing is decided, and it is looked up later', async () => {
    for (const fault of [
      timeout,
      new MessengerError('again', 0, 'down'),
      new MessengerError('slow', 99991400, 'slow'),
    ]) {
      const bot = await waiting();
      await lose(bot, true);
      const { lookUp } = bot.messenger;
      bot.messenger.lookUp = () => Promise.reject(fault);
      await bot.drain();
      expect([messages(bot), await states(bot)]).toEqual([1, [0, 0, 1]]);
      bot.messenger.lookUp = lookUp;
      bot.at(plusMs(START, 200 * MINUTE));
      await bot.drain();
      expect([messages(bot), await states(bot)]).toEqual([1, SENT]);
    }
  });

  it('when Feishu gives no answer to it for four hours, a person is asked', async () => {
    const bot = await waiting();
    await lose(bot, true, 3 * 60);
    bot.messenger.lookUp = () => Promise.reject(timeout);
    await bot.drain();
    expect([messages(bot), await states(bot)]).toEqual([1, [0, 0, 1]]);
    bot.at(plusMs(START, 4 * 60 * MINUTE));
    await bot.drain();
    expect([messages(bot), await states(bot)]).toEqual([1, ASKED]);
  });

  it('one that is found is no failure where it cannot be redrawn', async () => {
    const bot = await waiting();
    await lose(bot, true);
    bot.messenger.patchCard = () => Promise.reject(new MessengerError('permanent', 230031, 'too old'));
    await bot.drain();
    expect([messages(bot), await states(bot)]).toEqual([1, SENT]);
    expect((await bot.store.get<CopyBody>({ kind: 'copy', id: 'm-lost' }))?.body.state).toBe('live');
  });

  it('whose lease ends during the look sends nothing: whoever has the row by then has done it (O04)', async () => {
    const bot = await waiting();
    await lose(bot, false);
    const { lookUp } = bot.messenger;
    bot.messenger.lookUp = async (sought) => {
      const found = await lookUp(sought);
      Object.assign(bot.messenger, { lookUp });
      bot.at(plusMs(START, 72 * MINUTE));
      await outbox(bot.bot, 'w2').round();
      bot.messenger.forget();
      return found;
    };
    await bot.round();
    expect([messages(bot), await states(bot)]).toEqual([1, SENT]);
  });

  it('it stays found when the process dies before it is settled, though the redraw takes its mark away', async () => {
    const bot = await waiting();
    await lose(bot, true);
    const { store } = bot;
    const settle = store.settleOutbox.bind(store);
    store.settleOutbox = async (claim, how) => {
      if (claim.item.id === 'm-lost') throw new StoreError('UNAVAILABLE', 'it died here');
      await settle(claim, how);
    };
    await bot.drain();
    expect([bot.messenger.messages[1]?.patches, await states(bot)]).toEqual([1, [0, 0, 1]]);
    store.settleOutbox = settle;
    bot.at(plusMs(START, 80 * MINUTE));
    await bot.drain();
    expect([messages(bot), await states(bot)]).toEqual([1, SENT]);
  });

  it('in a group, and where no message of the chat is known, nobody looks: a person is asked', async () => {
    for (const to of [{ chat: 'oc_u1' }, { person: 'ou_clerk' }]) {
      const bot = await waiting({ to, card: 'runtime.answer' });
      await lose(bot, true);
      bot.messenger.lookUp = () => Promise.reject(new Error('was asked'));
      await bot.drain();
      expect([messages(bot), await states(bot)]).toEqual([1, ASKED]);
    }
  });

  it('a workbook tells nothing: it is sent when no other is there, else a person is asked', async () => {
    for (const other of [false, true]) {
      const bot = await waiting({ op: 'file', card: 'toy.file' });
      if (other) await bot.messenger.sendFile(HEAD, { name: 'b.xlsx', bytes: new Uint8Array(1) }, 'm-other');
      await lose(bot, false);
      await bot.drain();
      const files = bot.messenger.messages.filter(({ file }) => file?.name === 'a.xlsx').length;
      expect([files, await states(bot)]).toEqual(other ? [0, ASKED] : [1, SENT]);
    }
  });

  it('one that a process was sending when it died is found as well', async () => {
    const bot = await waiting();
    const [claim] = await bot.store.claimOutbox({ worker: 'died', max: 1, leaseMs: 1, now: START });
    if (!claim) throw new Error('no row');
    await bot.store.beginAttempt(claim, START);
    await bot.messenger.sendCard(HEAD, hello, 'm-lost');
    bot.messenger.forget();
    bot.at(plusMs(START, 70 * MINUTE));
    await bot.drain();
    expect([messages(bot), await states(bot)]).toEqual([1, SENT]);
  });

  it('what surely did not arrive still keeps quiet hours', async () => {
    const bot = await waiting({ quiet: true });
    await lose(bot, false, 14 * 60);
    await bot.drain();
    expect([messages(bot), await states(bot)]).toEqual([0, [0, 0, 1]]);
    bot.at(plusMs(START, 24 * 60 * MINUTE));
    await bot.drain();
    expect([messages(bot), await states(bot)]).toEqual([1, SENT]);
  });

  it('what comes in the night after the look is found in the morning, and not sent again', async () => {
    const bot = await waiting({ quiet: true });
    await lose(bot, false, 14 * 60);
    await bot.drain();
    await bot.messenger.sendCard(HEAD, hello, 'm-lost');
    bot.messenger.forget();
    bot.at(plusMs(START, 24 * 60 * MINUTE));
    await bot.drain();
    expect([messages(bot), await states(bot)]).toEqual([1, SENT]);
  });

  it('who has left by then sees nothing more on the card that is found (Z04)', async () => {
    const bot = await waiting();
    await lose(bot, true);
    const { data } = await bot.bot.loadOrganization(bot.store);
    const people = data.people.map((p) => (p.id === 'ou_head' ? { ...p, active: false } : p));
    const left = { ...bot.bot, loadOrganization: async () => smallOrganization({ people }) };
    const rows = outbox(left, 'w2');
    while ((await rows.round()) > 0);
    expect(bot.messenger.messages[1]?.card?.text).not.toContain('加一');
    expect(await states(bot)).toEqual(SENT);
  });

  it('a look that hangs holds up nobody else', async () => {
    const bot = await waiting();
    await lose(bot, true);
    bot.messenger.lookUp = () => new Promise(() => {});
    await bot.click('ou_clerk', 0, { messageId: 'om_other' });
    await bot.store.commit({
      ...{ requestId: 'other', fingerprint: 'other', at: START, actor: 'system', reason: 'other' },
      outbox: [
        {
          ...{ id: 'm-other', topic: 'send', key: 'person:ou_clerk', notBefore: START },
          payload: {
            op: 'send',
            to: { person: 'ou_clerk' },
            copy: 'm-other',
            card: 'toy.tally',
            about: 'tally:T',
          },
        },
      ],
    });
    const rows = outbox(bot.bot, 'w2');
    await rows.step();
    expect(bot.messenger.messages.map(({ to }) => to)).toContainEqual({ person: 'ou_clerk' });
  });
});
