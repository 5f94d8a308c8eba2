import { afterEach, describe, expect, it } from 'vitest';
import type { ChatBinding } from '../../src/kernel/people.ts';
import { instantOf } from '../../src/kernel/time.ts';
import { clickOn } from '../security/register.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { smallBureau } from '../support/bureau.ts';
import type { Shown } from '../support/messenger.ts';
import { approve } from './approved.ts';

const at = (time: string) => instantOf('2026-11-23', time, 'Asia/Shanghai');
const chats: readonly ChatBinding[] = [
  ...smallBureau.chats,
  { chat: 'oc_d2', purpose: 'division', unit: 'U1', division: 'D2', name: '实施科群' },
  { chat: 'oc_other', purpose: 'other', name: '公开栏' },
];
let bot: TestBot;
afterEach(() => bot.close());
const last = (who: string): Shown => bot.to(who).at(-1) as Shown;
const idOf = async (): Promise<string> => (await bot.store.list('notice', { limit: 1 })).items[0]?.id ?? '';

/** One notice; `set`: what the office admin chooses for it before it goes out. */
async function notice(set?: readonly [string, { option?: string; form?: object }]): Promise<string> {
  bot = await testBot({ data: { ...smallBureau, chats }, start: at('09:00') });
  await bot.goTo(at('09:00'));
  await approve(bot, ['甲']);
  const id = await idOf();
  if (set) {
    const { rev = 0 } = (await bot.store.get({ kind: 'notice', id })) ?? {};
    await clickOn(bot, 'ou_admin', set[0], id, { rev, ...set[1] } as never);
  }
  await bot.goTo(at('09:11'));
  return id;
}
/** Every way to the texts with a made-up id, in one’s own chat with the bot. */
async function readsBy(person: string, id: string): Promise<string> {
  const before = bot.to(person).length;
  const replies = [];
  for (const command of ['publicity.page', 'publicity.all', 'publicity.object'])
    replies.push(await clickOn(bot, person, command, id, { value: { page: 0 } }));
  while ((await bot.app.round()) > 0);
  return JSON.stringify([replies, bot.to(person).slice(before)]);
}

describe('a notice is shown to whom its scope names', () => {
  it('a unit’s to its people and those over it; not to other units by its number', async () => {
    const id = await notice();
    for (const who of ['ou_buyer', 'ou_unithead', 'ou_branch', 'ou_officer'])
      expect(await readsBy(who, id)).toContain('甲');
    expect(await readsBy('ou_clerk', id)).not.toContain('甲');
    const raised = await clickOn(bot, 'ou_clerk', 'publicity.submit', id, {
      form: { item: 'R-甲', text: '对该项有异议', as: 'named' },
    });
    expect(raised.toast?.type).toBe('warning');
    expect((await bot.store.list('objection', { limit: 1 })).items).toEqual([]);
  });

  it('a division’s stays in the division, also under 公示', async () => {
    const id = await notice(['publicity.scope', { option: 'division' }]);
    expect(last('oc_d2').card).toBeDefined();
    expect(await readsBy('ou_buyer', id)).toContain('甲');
    expect(wordsOn((await bot.says('ou_buyer', '公示'))?.card)).toContain('1 项');
    expect(await readsBy('ou_officer2', id)).toContain('甲');
    expect(await readsBy('ou_clerk2', id)).not.toContain('甲');
  });

  it('whoever taps it in a group it hangs in reads and objects, page by page', async () => {
    await notice(['publicity.groups', { form: { groups: ['oc_other'] } }]);
    const group = last('oc_other');
    await bot.clicks('ou_clerk', group, '提出异议');
    const form = last('ou_clerk');
    const said = { item: 'R-甲', text: '该环节已由两人复核' };
    expect((await bot.clicks('ou_clerk', form, '提交异议', { form: said })).toast?.type).toBe('success');
    const id = await idOf();
    expect(await readsBy('ou_head', id)).not.toContain('甲');
    // What the bot sent them is the key, not the group's name in a button.
    const forged = await clickOn(bot, 'ou_head', 'publicity.page', id, {
      value: { page: 0, from: 'oc_other', params: { from: 'oc_other' } },
    });
    expect(forged.card).toBeUndefined();
  });
});
