import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Naming, nameStandIn } from '../../src/capabilities/organization/stand-in.ts';
import type { StandIn } from '../../src/kernel/people.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { smallOrganization } from '../support/bureau.ts';
import type { Shown } from '../support/messenger.ts';

const org = smallOrganization();
const TODAY = '2026-11-23';
const wish: Naming = {
  absent: 'ou_head',
  person: 'ou_clerk2',
  from: TODAY,
  to: '2026-11-27',
  basis: '年休假审批',
};
const decide = (more: Partial<Naming> = {}, by = 'ou_head', standing: readonly StandIn[] = []) => {
  const actor = org.people.get(by);
  if (!actor) throw new Error(by);
  const made = nameStandIn({ ...wish, ...more }, { by: actor, org, today: TODAY, standing });
  return made.ok ? 'named' : made.refusal;
};
const standing = (absent: string, person: string): StandIn => ({
  id: 'SI-0',
  absent,
  person,
  from: '2026-11-27',
  to: '2026-12-04',
});

describe('naming a stand-in', () => {
  it('is for oneself, or for anybody by the office admin', () => {
    expect(decide()).toBe('named');
    expect(decide({}, 'ou_admin')).toBe('named');
    expect(decide({}, 'ou_clerk')).toBe('standInNotYours');
    expect(decide({}, 'ou_chief')).toBe('standInNotYours');
  });
  it('needs somebody else who is active, days from today on, and a basis', () => {
    expect(decide({ person: 'ou_head' })).toBe('standInSelf');
    expect(decide({ person: 'ou_gone' })).toBe('noStandIn');
    expect(decide({ person: '' })).toBe('noStandIn');
    expect(decide({ from: '2026-11-22' })).toBe('standInDays');
    expect(decide({ from: '2026-11-28' })).toBe('standInDays');
    expect(decide({ to: undefined })).toBe('standInDays');
    expect(decide({ to: '2027-05-24' })).toBe('named');
    expect(decide({ to: '2027-05-25' })).toBe('standInDays');
    expect(decide({ basis: '' })).toBe('standInBasis');
  });
  it('is never the one who names it for somebody else', () =>
    expect(decide({ person: 'ou_admin' }, 'ou_admin')).toBe('standInOwnHand'));
  it('never overlaps another one and never chains', () => {
    expect(decide({}, 'ou_head', [standing('ou_head', 'ou_clerk')])).toBe('standInTaken');
    expect(decide({}, 'ou_head', [standing('ou_branch', 'ou_clerk2')])).toBe('standInBusy');
    expect(decide({}, 'ou_head', [standing('ou_clerk2', 'ou_clerk')])).toBe('standInAway');
    expect(decide({ to: '2026-11-26' }, 'ou_head', [standing('ou_head', 'ou_clerk')])).toBe('named');
  });
});

describe('代理', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await testBot();
  });
  afterEach(() => bot.close());
  const open = async (person: string): Promise<Shown> => {
    const shown = await bot.says(person, '代理');
    if (!shown) throw new Error('no card');
    return shown;
  };
  const form = (more: Record<string, unknown> = {}) => ({
    form: {
      to: 'ou_clerk2',
      from: '2026-11-24 +0800',
      until: '2026-11-27 +0800',
      basis: '年休假审批',
      ...more,
    },
  });

  it('is named by the absent person; both see it, and either ends it', async () => {
    const on = await open('ou_head');
    const reply = await bot.clicks('ou_head', on, 'organization.nameStandIn', form());
    expect(reply.toast).toMatchObject({ type: 'success' });
    expect(wordsOn(on.card)).toContain('clerk2（局机关） 代 head（局机关）');
    expect(wordsOn(on.card)).toContain('2026-11-24 至 2026-11-27（未开始）');
    const theirs = bot.to('ou_clerk2').at(-1);
    if (!theirs) throw new Error('the stand-in heard nothing');
    expect(wordsOn(theirs.card)).toContain('依据：年休假审批');
    await bot.goTo('2026-11-24T01:00:00.000Z');
    expect(wordsOn((await open('ou_clerk2')).card)).toContain('代理中');
    expect(wordsOn((await open('ou_clerk')).card)).not.toContain('代 head');
    await bot.clicks('ou_clerk2', theirs, '提前结束');
    expect(wordsOn((await open('ou_head')).card)).not.toContain('代 head');
    // A second tap on the same card says so.
    expect(wordsOn(theirs.card)).not.toContain('提前结束代理');
    // The absent person reads in the digest that it ended.
    await bot.goTo('2026-11-25T02:00:00.000Z');
    expect(
      bot
        .to('ou_head')
        .map((m) => wordsOn(m.card))
        .join('\n'),
    ).toContain('办理已提前结束');
  });

  it('is named by the office admin for somebody, by name or number; a wrong name is said and nothing is lost', async () => {
    const on = await open('ou_admin');
    const wrong = await bot.clicks('ou_admin', on, 'organization.nameStandIn', form({ absent: 'haed' }));
    expect(wrong.card).toBeUndefined();
    expect(wrong.toast?.text['zh-CN']).toContain('没有找到');
    const reply = await bot.clicks('ou_admin', on, 'organization.nameStandIn', form({ absent: 'head' }));
    expect(reply.toast?.type).toBe('success');
    for (const person of ['ou_head', 'ou_clerk2'])
      expect(wordsOn(bot.to(person).at(-1)?.card)).toContain('代 head');
    // A stranger neither sees nor ends it.
    const stranger = await bot.app.handle({
      kind: 'click',
      cause: 'evt:stranger',
      openId: 'ou_buyer',
      chatId: 'oc_p2p_buyer',
      messageId: 'om_x',
      value: { do: 'organization.endStandIn', id: 'SI-1', rev: 1 },
      at: bot.now(),
    });
    expect(stranger.toast?.type).toBe('warning');
    expect(wordsOn((await open('ou_head')).card)).toContain('代 head');
  });

  it('is named once when the absent person and the office admin do it at the same moment', async () => {
    const [own, admin] = [await open('ou_head'), await open('ou_admin')];
    const replies = await Promise.all([
      bot.clicks('ou_head', own, 'organization.nameStandIn', form()),
      bot.clicks(
        'ou_admin',
        admin,
        'organization.nameStandIn',
        form({ absent: 'head', to: '', name: 'clerk' }),
      ),
    ]);
    expect(replies.map((r) => r.toast?.type).toSorted()).toEqual(['error', 'success']);
    expect((await bot.store.list('standIn', { index: 'live', limit: 10 })).items).toHaveLength(1);
  });

  it('is gone on the day after its last', async () => {
    await bot.clicks('ou_head', await open('ou_head'), 'organization.nameStandIn', form());
    const org = async () => bot.app.bot.loadOrganization(bot.store, bot.now().slice(0, 10));
    expect((await org()).standInsFor('ou_head')).toEqual([]);
    await bot.goTo('2026-11-27T09:59:00.000Z');
    expect((await org()).standInsFor('ou_head')).toEqual(['ou_clerk2']);
    await bot.goTo('2026-11-28T01:00:00.000Z');
    expect((await org()).standInsFor('ou_head')).toEqual([]);
  });
});
