import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReadingBody } from '../../src/runtime/kinds.ts';
import { StoreError } from '../../src/store/store.ts';
import { effect } from '../catalogue/effective.ts';
import { approve } from '../publicity/approved.ts';
import { submitted } from '../risks/declaring.ts';
import { clickOn } from '../security/register.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
});
afterEach(() => bot.close());

const readersOf = async (id: string): Promise<readonly string[]> => {
  const doc = await bot.store.get<ReadingBody>({ kind: 'reading', id: `risk:${id}` });
  return (doc?.body.entries ?? []).map(({ who, how }) => `${who} ${how}`);
};
const last = (person: string): Shown => bot.to(person).at(-1) as Shown;

describe('readings of what is not for everybody (T03)', () => {
  it('are on record before the card is shown: who, what, how and when, not one’s own', async () => {
    const { id, on } = await submitted(bot, 'ou_clerk');
    const shown = last('ou_head');
    await bot.clicks('ou_head', shown, 'review.history');
    expect(await readersOf(id)).toEqual(['ou_head review.history']);
    await bot.clicks('ou_clerk', on, 'risks.show').catch(() => undefined);
    expect(await readersOf(id)).toHaveLength(1);
    await bot.goTo('2026-11-23T01:01:00.000Z');
    expect(await readersOf(id)).toHaveLength(1);
  });

  it('are shared by those who wait: many readers, few commits', async () => {
    const { id } = await submitted(bot, 'ou_clerk');
    const before = bot.store.status().seq;
    const reads = (who: string) => clickOn(bot, who, 'review.history', id);
    const replies = await Promise.all(
      ['ou_head', 'ou_chief', 'ou_officer', 'ou_branch', 'ou_member', 'ou_admin'].map(reads),
    );
    expect(replies.every((r) => r.card !== undefined)).toBe(true);
    expect((await readersOf(id)).toSorted()).toEqual(
      ['admin', 'branch', 'chief', 'head', 'member', 'officer'].map((p) => `ou_${p} review.history`),
    );
    const reasons: string[] = [];
    for await (const line of bot.store.history({ kind: 'reading', id: `risk:${id}` }))
      reasons.push(line.reason);
    expect([reasons.length <= 2, bot.store.status().seq > before]).toEqual([true, true]);
  });

  it('cost who decides no second commit: the act itself is on record', async () => {
    const { id } = await submitted(bot, 'ou_clerk');
    const shown = last('ou_head');
    const before = bot.store.status().seq;
    let commits = 0;
    const commit = bot.store.commit.bind(bot.store);
    bot.app.bot.store.commit = (asked) => {
      commits += asked.reason === 'record.read' ? 1 : 0;
      return commit(asked);
    };
    expect((await bot.clicks('ou_head', shown, 'review.approve')).toast?.type).toBe('success');
    expect([commits, bot.store.status().seq > before]).toEqual([0, true]);
    await bot.goTo('2026-11-23T01:01:00.000Z');
    expect(await readersOf(id)).toEqual(['ou_head review.approve']);
  });

  it('that can’t be written down are not shown, and are no readings', async () => {
    const { id } = await submitted(bot, 'ou_clerk');
    const commit = bot.store.commit.bind(bot.store);
    bot.app.bot.store.commit = async (asked) => {
      if (asked.reason === 'record.read') throw new StoreError('STORAGE_FULL', 'full');
      return commit(asked);
    };
    const reply = await bot.clicks('ou_head', last('ou_head'), 'review.history');
    expect([reply.card, reply.toast?.type]).toEqual([undefined, 'error']);
    bot.app.bot.store.commit = commit;
    await bot.goTo('2026-11-23T01:01:00.000Z');
    expect(await readersOf(id)).toEqual([]);
    await bot.clicks('ou_head', last('ou_head'), 'review.history');
    expect(await readersOf(id)).toEqual(['ou_head review.history']);
  });

  it('of another instance about the same subject meanwhile are kept beside', async () => {
    const { id } = await submitted(bot, 'ou_clerk');
    const commit = bot.store.commit.bind(bot.store);
    let raced = 0;
    bot.app.bot.store.commit = async (asked) => {
      if (asked.reason !== 'record.read' || raced++ > 0) return commit(asked);
      const body: ReadingBody = { entries: [{ who: 'ou_chief', how: 'review.open', at: bot.now() }] };
      const put = [{ kind: 'reading', id: `risk:${id}`, rev: 0, body }];
      await commit({ ...asked, requestId: 'elsewhere', fingerprint: 'e', put });
      return commit(asked);
    };
    await bot.clicks('ou_head', last('ou_head'), 'review.history');
    expect(await readersOf(id)).toEqual(['ou_chief review.open', 'ou_head review.history']);
  });

  it('that can’t even be asked for are a failure like any other, not one of what was done before', async () => {
    const { id } = await submitted(bot, 'ou_clerk');
    const away = async () => {
      throw new StoreError('CORRUPT', 'the directory');
    };
    const noted = { card: 'risks.review', about: `risk:${id}`, how: 'review.open', at: bot.now() };
    const told = bot.app.bot.readings.keep({ ...bot.app.bot, loadOrganization: away }, [
      { who: 'ou_head', ...noted },
    ]);
    expect(await told).toMatchObject({ code: 'CORRUPT' });
    expect(await readersOf(id)).toEqual([]);
  });

  it('are shown to auditors and discipline officers, and to nobody else', async () => {
    const { id } = await submitted(bot, 'ou_clerk');
    await bot.clicks('ou_head', last('ou_head'), 'review.history');
    const seen = await bot.says('ou_officer', `查阅记录 ${id}`);
    expect(JSON.stringify(seen?.card?.json)).toContain(
      '{"at":"2026-11-23 09:00","name":"head","how":"查看 read"}',
    );
    const refused = wordsOn((await bot.says('ou_buyer', `查阅记录 ${id}`))?.card);
    expect(refused).toContain('纪检干部');
    expect(refused).not.toContain('head');
    expect(wordsOn((await bot.says('ou_officer', '查阅记录'))?.card)).toContain('请写明编号');
  });

  it('are not held back by one whose subject, or whose list of readers, cannot be read', async () => {
    const { id } = await submitted(bot, 'ou_clerk');
    bot.app.bot.readings.note({
      ...{ who: 'ou_head', card: 'risks.review', about: 'risk:R-broken', how: 'review.open', at: bot.now() },
    });
    const get = bot.store.get.bind(bot.store);
    bot.app.bot.store.get = async (ref) => {
      if (ref.id === 'R-broken' || ref.id === 'risk:R-damaged') throw new Error('unreadable');
      return get(ref);
    };
    const damaged = { card: 'risks.review', about: 'risk:R-damaged', how: 'review.open' };
    bot.app.bot.readings.note({ who: 'ou_head', at: bot.now(), ...damaged });
    await bot.clicks('ou_head', last('ou_head'), 'review.history');
    expect(await readersOf(id)).toEqual(['ou_head review.history']);
    expect(await readersOf('R-broken')).toEqual(['ou_head review.open']);
  });
});

describe('lists', () => {
  type Read = { type: string; by: string; data: { how: string; items?: readonly string[] } };
  const searches = async (): Promise<readonly Read[]> => {
    const found: Read[] = [];
    for await (const line of bot.store.history({ kind: 'reading', id: 'risk:R-open' }))
      found.push(...(line.events as unknown as Read[]).filter((e) => e.type === 'record.read'));
    return found;
  };
  beforeEach(async () => {
    await effect(bot, [{ id: 'R-public', grade: 3, texts: { title: '公开的倾向' } }]);
    await approve(bot, ['open'], { declarer: 'ou_buyer' });
    await approve(bot, ['mine'], { declarer: 'ou_unithead' });
  });

  it('a search is one record that names what it showed and is neither public nor one’s own', async () => {
    const shown = (await bot.says('ou_unithead', '查找')) as Shown;
    const form = { words: '', grade: 'any', status: 'any', unit: 'any', area: 'any' };
    const reply = await bot.clicks('ou_unithead', shown, 'dossier.search', { form });
    expect(wordsOn(reply.card)).toContain('找到 3 项');
    expect((await searches()).map(({ by, data }) => [by, data.how, data.items])).toEqual([
      ['ou_unithead', 'dossier.search', ['risk:R-open']],
    ]);
    for (const id of ['public', 'mine']) expect(await readersOf(`R-${id}`)).toEqual([]);
    // Said in chat it goes on record with its answer; the list of readers says it once a day.
    await bot.says('ou_unithead', '查找 open');
    expect(await searches()).toHaveLength(2);
    expect(await readersOf('R-open')).toEqual(['ou_unithead dossier.search']);
    const seen = await bot.says('ou_officer', '查阅记录 R-open');
    expect(JSON.stringify(seen?.card?.json)).toContain('列表 list');
  });

  it('the list behind a number too, in place or sent', async () => {
    const card = (await bot.says('ou_unithead', '汇总')) as Shown;
    await bot.clicks('ou_unithead', card, 'digests.list', { match: (v) => v.what === 'approved' });
    const group = (await bot.says('ou_unithead', '汇总', 'oc_u1')) as Shown;
    await bot.clicks('ou_sectionhead', group, 'digests.send', { match: (v) => v.what === 'approved' });
    expect((await searches()).map(({ by, data }) => `${by} ${data.how}`)).toEqual([
      'ou_unithead digests.list',
      'ou_sectionhead digests.send',
    ]);
  });

  it('asked for by many in the same moment come to everybody at the first try', async () => {
    const asking = ['unithead', 'sectionhead', 'officer', 'branch', 'chief', 'head', 'member', 'admin'];
    const broken = await Promise.allSettled(
      asking.map((who) =>
        bot.app.handle({
          ...{ kind: 'message', cause: `msg:many-${who}`, openId: `ou_${who}`, chatId: `oc_p2p_${who}` },
          ...{ chatType: 'p2p', messageId: `om_many_${who}`, text: '查找 open', at: bot.now() },
        }),
      ),
    );
    expect(broken.filter((r) => r.status === 'rejected').length).toBe(0);
    const readers = await readersOf('R-open');
    expect(readers.length).toBeGreaterThan(5);
    expect((await searches()).map(({ by }) => `${by} word.message`).toSorted()).toEqual(readers.toSorted());
  });
});
