import { afterEach, expect, it } from 'vitest';
import { ballotSchedule } from '../../src/capabilities/risks/ballot-schedule.ts';
import { deskOf } from '../../src/capabilities/risks/desk.ts';
import { escalationSchedule, overdueSchedule } from '../../src/capabilities/risks/escalate.ts';
import { openRisksOf } from '../../src/capabilities/risks/index.ts';
import { reholdSchedule } from '../../src/capabilities/risks/rehold.ts';
import { moveConfirmations } from '../../src/capabilities/screening/index.ts';
import { itemsOf } from '../../src/capabilities/screening/items.ts';
import type { Slot } from '../../src/kernel/capability.ts';
import { worldOf } from '../../src/runtime/bot.ts';
import type { Put } from '../../src/store/store.ts';
import { MONDAY_9, type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';
import { riskBody } from './fixture.ts';
import { atGroup, groupBureau, voting } from './group.ts';
import { seedRisks } from './seeded.ts';

/** What used to stop at a number without saying so. */
let bot: TestBot;
afterEach(() => bot.close());
const start = async (): Promise<void> => {
  bot = await testBot();
  await bot.goTo(MONDAY_9);
};
const many = <T>(n: number, make: (i: number) => T): readonly T[] =>
  Array.from({ length: n }, (_, i) => make(i));
const seed = (name: string, put: readonly Put[]) =>
  bot.store.commit({
    ...{ requestId: name, fingerprint: name, at: bot.now(), actor: 'system', reason: 'seed', put },
  });

it('all that somebody leaves open is found, however much it is', async () => {
  await start();
  await seedRisks(
    bot,
    many(230, () => riskBody({ status: 'returned', due: '2026-12-01' })),
  );
  const { declared } = await openRisksOf(await worldOf(bot.app.bot), 'ou_clerk');
  expect(declared).toHaveLength(230);
});

it('all confirmations that waited for somebody move on', async () => {
  await start();
  const [item] = itemsOf('ou_buyer', (await worldOf(bot.app.bot)).org);
  const answer = (i: number): Put => {
    const of = { campaign: `C-${i}`, unit: 'U1', division: 'D2', at: bot.now(), risks: [] };
    const who = { person: 'ou_buyer', item: item?.key, kind: 'none', state: 'waiting', holders: ['ou_gone'] };
    return { kind: 'answer', id: `C-${i}|ou_buyer|${item?.key}`, rev: 0, body: { ...of, ...who } };
  };
  await seed('answers', many(230, answer));
  const world = await worldOf(bot.app.bot);
  expect((await moveConfirmations(world, 'ou_gone'))?.put).toHaveLength(230);
});

it('what waits for others first does not hide what one has to decide', async () => {
  bot = await testBot({ data: groupBureau(), settings: voting('majority') });
  await bot.goTo(MONDAY_9);
  const asked = { person: 'ou_officer', by: 'ou_member', at: bot.now(), reason: '请先看' };
  await seedRisks(
    bot,
    many(210, () => atGroup({ asked } as never)),
  );
  // The last one in the order of the index.
  await seedRisks(bot, [atGroup()], 'S');
  const desk = await deskOf(await worldOf(bot.app.bot), 'ou_member');
  expect(desk.items.map((d) => d.id)).toEqual(['S-1']);
});

it('every notice that waits can be reached', async () => {
  await start();
  const notice = (i: number): Put => {
    const items = [{ risk: `R-${i}`, state: 'open', textHash: 'h' }];
    const body = { status: 'waiting', held: true, unit: 'U1', items, sendAt: bot.now(), scope: 'unit' };
    return { kind: 'notice', id: `N-${String(i).padStart(2, '0')}`, rev: 0, body };
  };
  await seed('notices', many(45, notice));
  const card = (await bot.says('ou_admin', '公示')) as Shown;
  await bot.clicks('ou_admin', card, 'publicity.pending');
  const seen = new Set<string>();
  for (let page = 0; page < 3; page += 1) {
    for (const id of JSON.stringify(card.card?.json).match(/N-\d\d/g) ?? []) seen.add(id);
    if (page < 2) await bot.clicks('ou_admin', card, '下一页');
  }
  expect(seen.size).toBe(45);
  // And the way back to where one came from.
  await bot.clicks('ou_admin', card, '返回公示');
  expect(wordsOn(card.card)).toContain('待发布');
  await bot.clicks('ou_admin', card, 'publicity.records');
  await bot.clicks('ou_admin', card, '返回公示');
  expect(wordsOn(card.card)).toContain('公示记录');
});

it('what was overdue on one day is told of, all of it', async () => {
  await start();
  await seedRisks(
    bot,
    many(520, () => ({ ...riskBody(), due: '2026-11-24' })),
  );
  const world = { ...(await worldOf(bot.app.bot)), today: '2026-11-25' };
  const change = await overdueSchedule.run(world, { key: '2026-11-25', at: bot.now() });
  expect(change?.events).toHaveLength(520);
});

it.each([
  ['a vote', ballotSchedule, { votes: [] }],
  ['an open step', reholdSchedule, {}],
  ['an overdue step', escalationSchedule, { due: '2026-11-02' }],
] as const)('%s that cannot be read goes on record (L03)', async (_what, schedule, more) => {
  bot = await testBot({ data: groupBureau(), settings: voting('majority'), log: () => {} });
  await bot.goTo(MONDAY_9);
  await seedRisks(bot, [atGroup({ ...more, recused: null as never })]);
  const world = await worldOf(bot.app.bot);
  await bot.store.commit({
    ...{ requestId: 'moved', fingerprint: 'm', at: bot.now(), actor: 'system', reason: 'seed' },
    put: [{ kind: 'stamp', id: 'organization', rev: 1, body: { changes: 2 } }],
  });
  const slots = await schedule.due(world, '2026-11-22T16:00:00.000Z', bot.now());
  expect(slots.map((s) => s.key.slice(-2))).toEqual([':0']);
  const change = await schedule.run(world, slots[0] as Slot);
  expect(change?.events.map((e) => `${e.type} ${e.about}`)).toEqual(['risk.unreadable risk:R-1']);
  expect(change?.put ?? []).toEqual([]);
});
