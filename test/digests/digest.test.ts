import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PendingBody } from '../../src/capabilities/digests/model.ts';
import { digestTime } from '../../src/capabilities/digests/slots.ts';
import { MessengerError } from '../../src/feishu/messenger.ts';
import { instantOf, plusMs } from '../../src/kernel/time.ts';
import { approvedBody, textsOf } from '../publicity/approved.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';

const at = (date: string, time: string) => instantOf(date, time, 'Asia/Shanghai');
let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
  await bot.goTo(at('2026-11-23', '09:00'));
});
afterEach(() => bot.close());

/** Digest cards a person has. */
const digestsOf = (person: string) => bot.to(person).filter((m) => wordsOn(m.card).includes('今日提醒'));
const pending = async () =>
  (await bot.store.list<PendingBody>('pending', { limit: 50 })).items.map((p) => p.body);
let n = 0;
/** Leaves lines for people's digests: risks of the buyer that took effect. */
async function notify(person: string, titles: readonly string[]): Promise<void> {
  n += 1;
  await bot.app.apply(`notify:${n}`, async (world) => ({
    events: [],
    put: titles.map((t) => ({
      kind: 'risk',
      id: `R-${t}`,
      rev: 0,
      body: { ...approvedBody(world.now, { declarer: person }), status: 'effective' },
      sealed: textsOf(t),
    })),
    notices: titles.map((t) => ({
      to: person,
      line: 'risks.progress',
      about: `risk:R-${t}`,
      params: { what: 'effective' },
    })),
  }));
}
async function review(id: string, holder: string, due: string): Promise<void> {
  const body = {
    ...approvedBody(bot.now()),
    status: 'inReview',
    due,
    assigned: 'rerouted',
    chain: [{ name: 'discipline', holders: [holder], wentUp: false }],
    signers: [],
  };
  await bot.app.apply(`review:${id}`, async () => ({
    events: [],
    put: [{ kind: 'risk', id, rev: 0, body, sealed: textsOf(id) }],
  }));
}

describe('the daily digest', () => {
  it('is one private message at the person’s own minute, with everything since the last', async () => {
    await notify('ou_buyer', ['一', '二']);
    await notify('ou_buyer', ['三']);
    await bot.goTo(at('2026-11-23', '09:30'));
    expect(digestsOf('ou_buyer')).toHaveLength(0);
    for (let minute = 31; minute <= 41; minute += 1) await bot.goTo(at('2026-11-23', `09:${minute}`));
    expect(digestsOf('ou_buyer')).toHaveLength(1);
    const words = wordsOn(digestsOf('ou_buyer')[0]?.card);
    for (const title of ['一', '二', '三']) expect(words).toContain(title);
    expect(await pending()).toHaveLength(0);
  });

  it('that could not leave all day is not sent the next day: its lines go with the next digest', async () => {
    await notify('ou_buyer', ['一', '二']);
    bot.messenger.fail = () => ({ error: new MessengerError('again', 0, 'down'), lost: false });
    for (let hour = 9; hour <= 18; hour += 1) await bot.goTo(at('2026-11-23', `${hour}:45`.padStart(5, '0')));
    bot.messenger.fail = () => undefined;
    await bot.goTo(at('2026-11-23', '20:00'));
    await bot.goTo(at('2026-11-24', '09:00'));
    expect(digestsOf('ou_buyer')).toHaveLength(0);
    for (let minute = 31; minute <= 41; minute += 1) await bot.goTo(at('2026-11-24', `09:${minute}`));
    expect(digestsOf('ou_buyer')).toHaveLength(1);
    const words = wordsOn(digestsOf('ou_buyer')[0]?.card);
    for (const title of ['一', '二']) expect(words).toContain(title);
    expect(await pending()).toHaveLength(0);
  });

  it('comes in its minutes or not at all: a step that is handed to somebody later on waits', async () => {
    for (let minute = 30; minute <= 41; minute += 1) await bot.goTo(at('2026-11-23', `09:${minute}`));
    await review('R-late', 'ou_head', '2026-11-23');
    await bot.goTo(at('2026-11-23', '10:10'));
    expect(digestsOf('ou_head')).toHaveLength(0);
  });

  it('what comes after it waits for the next working day, over the weekend too', async () => {
    await bot.goTo(at('2026-11-27', '09:20'));
    await bot.goTo(at('2026-11-27', '09:45'));
    await notify('ou_buyer', ['周五']);
    await bot.goTo(at('2026-11-27', '15:00'));
    expect(digestsOf('ou_buyer')).toHaveLength(0);
    await bot.goTo(at('2026-11-28', '09:45'));
    expect(digestsOf('ou_buyer')).toHaveLength(0);
    await bot.goTo(at('2026-11-30', '09:45'));
    expect(digestsOf('ou_buyer')).toHaveLength(1);
  });

  it('goes to those whose steps are due, and to nobody else', async () => {
    await review('R-late', 'ou_officer', '2026-11-20');
    await review('R-today', 'ou_officer', '2026-11-23');
    await review('R-soon', 'ou_officer', '2026-11-24');
    await review('R-far', 'ou_head', '2026-12-15');
    await bot.goTo(at('2026-11-23', '09:45'));
    const words = wordsOn(digestsOf('ou_officer')[0]?.card);
    expect(words).toContain('您有 3 条待办：1 条已过期限，1 条今天到期，1 条下一工作日到期');
    expect(digestsOf('ou_head')).toHaveLength(0);
    expect(bot.messenger.messages.filter((m) => 'chat' in m.to)).toHaveLength(0);
  });

  it('shows twelve lines and counts the rest', async () => {
    await notify(
      'ou_buyer',
      Array.from({ length: 15 }, (_, i) => `条目${i + 1}号`),
    );
    await bot.goTo(at('2026-11-23', '09:45'));
    const words = wordsOn(digestsOf('ou_buyer')[0]?.card);
    expect(words.match(/条目\d+号/g)).toHaveLength(12);
    expect(words).toContain('另有 3 条');
  });

  it('is not sent at night when the bot was away all day; its lines are kept', async () => {
    await notify('ou_buyer', ['留着']);
    await bot.goTo(at('2026-11-23', '20:00'));
    expect(digestsOf('ou_buyer')).toHaveLength(0);
    await bot.goTo(at('2026-11-24', '09:45'));
    expect(digestsOf('ou_buyer')).toHaveLength(1);
  });

  it('happens once, also when two processes look at the same minute', async () => {
    await notify('ou_buyer', ['一次']);
    await bot.goTo(at('2026-11-23', '09:31'));
    await Promise.all([bot.app.tick(), bot.app.tick()]);
    await bot.goTo(at('2026-11-23', '09:45'));
    await bot.goTo(at('2026-11-23', '09:46'));
    expect(digestsOf('ou_buyer')).toHaveLength(1);
  });

  it('sends nothing when all its lines have become untrue', async () => {
    await bot.app.apply('untrue', async () => ({
      events: [],
      notices: [{ to: 'ou_buyer', line: 'publicity.unbound', about: 'notice:none' }],
    }));
    await bot.goTo(at('2026-11-23', '09:45'));
    expect(digestsOf('ou_buyer')).toHaveLength(0);
    expect(await pending()).toHaveLength(0);
  });

  it('leaves at the very second the spread gives', async () => {
    await notify('ou_buyer', ['准点']);
    const time = digestTime('2026-11-23', 'ou_buyer', bot.app.bot.settings);
    await bot.goTo(plusMs(time, -1_000));
    expect(digestsOf('ou_buyer')).toHaveLength(0);
    await bot.goTo(time);
    expect(digestsOf('ou_buyer')).toHaveLength(1);
  });
});
