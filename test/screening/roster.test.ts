import { afterEach, expect, it } from 'vitest';
import type { ParticipantBody } from '../../src/capabilities/screening/model.ts';
import type { Person } from '../../src/kernel/people.ts';
import { type TestBot, wordsOn } from '../support/bot.ts';
import { at, cardOf, declaringBot, newest, planForm, plannedBot } from './campaign.ts';

let bot: TestBot;
afterEach(() => bot?.close());
const participants = async () =>
  (await bot.store.list<ParticipantBody>('participant', { limit: 100 })).items.map((p) => p.body);
/** The directory changed: somebody moved, left or came. */
const directory = (id: string, change: Partial<Omit<Person, 'id' | 'name'>>): Promise<boolean> =>
  bot.app.apply(`person:${id}:${bot.now()}`, async (world) => {
    const old = await world.read.get<object>({ kind: 'person', id });
    const stamp = await world.read.get<{ changes: number }>({ kind: 'stamp', id: 'organization' });
    return {
      events: [],
      put: [
        {
          kind: 'person',
          id,
          rev: old?.rev ?? 0,
          body: { active: true, ...old?.body, ...change },
          sealed: { name: id },
        },
        {
          kind: 'stamp',
          id: 'organization',
          rev: stamp?.rev ?? 0,
          body: { changes: (stamp?.body.changes ?? 0) + 1 },
        },
      ],
    };
  });

it('who joins gets a card the next working day, who leaves is counted no more, who moves is counted there', async () => {
  bot = await declaringBot();
  await bot.clicks('ou_driver', cardOf(bot, 'ou_driver'), 'screening.noChange');
  await directory('ou_novice', { unit: 'U1', division: 'D3' });
  await directory('ou_porter', { active: false });
  await directory('ou_driver', { division: 'D2' });
  await bot.goTo(at('2026-11-26', '08:30'));
  await bot.goTo(at('2026-11-26', '17:59'));
  expect(wordsOn(newest(bot, 'ou_novice').card)).toContain('2026 年度廉政风险排查');
  const all = await participants();
  expect(all.find((p) => p.person === 'ou_porter')?.state).toBe('left');
  expect(all.find((p) => p.person === 'ou_driver')).toMatchObject({ division: 'D2', state: 'done' });
  expect(all.filter((p) => p.state !== 'left')).toHaveLength(20);
  expect(bot.to('ou_buyer')).toHaveLength(1);
});

it('asks only the chosen units, also in their groups', async () => {
  bot = await plannedBot({ units: ['U1'] });
  await bot.goTo(at('2026-11-23', '08:30'));
  await bot.goTo(at('2026-11-25', '08:30'));
  expect(bot.to('oc_u0')).toHaveLength(0);
  expect(bot.to('oc_u1')).toHaveLength(1);
  expect(await participants()).toHaveLength(10);
});

it('a bot that slept through the days makes up one stage after the other and greets nobody twice', async () => {
  bot = await plannedBot();
  await bot.goTo(at('2026-11-26', '10:00'));
  await bot.goTo(at('2026-11-26', '10:01'));
  await bot.goTo(at('2026-11-26', '10:02'));
  await bot.goTo(at('2026-11-26', '17:59'));
  await bot.goTo(at('2026-11-27', '17:59'));
  expect(bot.to('oc_u0')).toHaveLength(1);
  expect(bot.to('ou_buyer')).toHaveLength(1);
  expect(await participants()).toHaveLength(20);
});

it('only the office plans, one campaign at a time, and a dropped plan never starts', async () => {
  bot = await plannedBot();
  const home = newest(bot, 'ou_admin');
  const stranger = await bot.clicks('ou_buyer', home, 'screening.dropPlan');
  expect(stranger.toast?.type).toBe('warning');
  await bot.clicks('ou_admin', home, 'screening.editPlan');
  const bad = await bot.clicks('ou_admin', home, 'screening.plan', { form: planForm({ declaring: '99' }) });
  expect(bad.toast?.type).toBe('error');
  await bot.clicks('ou_admin', home, 'screening.plan', { form: planForm({ declaring: '6' }) });
  expect(wordsOn(home.card)).toContain('2026-12-03 起');
  await bot.clicks('ou_admin', home, 'screening.dropPlan');
  await bot.goTo(at('2026-11-23', '08:30'));
  expect(bot.to('oc_u0')).toHaveLength(0);
  expect(wordsOn((await bot.says('ou_buyer', '排查'))?.card)).toContain('填报廉政风险点');
});

it('an edited plan waits for a new confirmation', async () => {
  bot = await plannedBot();
  const home = newest(bot, 'ou_admin');
  await bot.clicks('ou_admin', home, 'screening.editPlan');
  await bot.clicks('ou_admin', home, 'screening.plan', { form: planForm() });
  await bot.goTo(at('2026-11-23', '08:30'));
  expect(bot.to('oc_u0')).toHaveLength(0);
});
