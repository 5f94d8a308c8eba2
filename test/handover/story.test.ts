import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HandoverBody } from '../../src/capabilities/handover/model.ts';
import type { RiskBody } from '../../src/capabilities/risks/index.ts';
import { effect, PAYER_POST } from '../catalogue/effective.ts';
import { riskBody } from '../risks/fixture.ts';
import { riskIn, seedRisks } from '../risks/seeded.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';
import { directorySays } from './moving.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
  await bot.goTo(bot.now());
});
afterEach(() => bot.close());
const org = () => bot.app.bot.loadOrganization(bot.store);
const handovers = async () => (await bot.store.list<HandoverBody>('handover', { limit: 50 })).items;
/** Cards about a hand-over, without the desks and digests of others. */
const cards = (who: string): readonly Shown[] =>
  bot.to(who).filter((m) => wordsOn(m.card).includes('岗位交接') || wordsOn(m.card).includes('您接任的事项'));
const later = (minutes: number): string => new Date(Date.parse(bot.now()) + minutes * 60_000).toISOString();

/** The clerk declared one risk that came back and one in review, and one of the post is in force. */
async function busyClerk(): Promise<void> {
  const at = { place: PAYER_POST, declarer: 'ou_clerk' };
  const returned: RiskBody = { ...riskBody(at), status: 'returned', due: '2026-11-27', returns: 1 };
  await seedRisks(bot, [returned, riskBody(at)]);
  await effect(bot, [{ id: 'E-1', grade: 2, place: PAYER_POST }]);
}

describe('岗位交接', () => {
  it('vacates the post at once and asks the head with one card, in working hours', async () => {
    await busyClerk();
    await bot.goTo('2026-11-23T12:30:00.000Z');
    await directorySays(bot, 'ou_clerk', { unit: 'U0', division: 'D9' });
    expect((await org()).posts.get('P1')).toMatchObject({
      holders: [],
      terms: [{ person: 'ou_clerk', to: '2026-11-23' }],
    });
    await bot.goTo(later(1));
    expect(cards('ou_head')).toEqual([]);
    await bot.goTo('2026-11-24T00:31:00.000Z');
    await bot.goTo(later(60));
    expect(cards('ou_head')).toHaveLength(1);
    const words = wordsOn(cards('ou_head')[0]?.card);
    for (const line of ['clerk（局机关）：已调离', '岗位无人 1：资金支付', '退回待改 1：', '审核中 1：'])
      expect(words).toContain(line);
    expect(words).toContain('已生效的风险点 1 个随岗位转给接任人');
    expect(cards('ou_branch')).toEqual([]);
  });

  it('names neither a colleague’s suggestion nor what hangs where the head may not look', async () => {
    await busyClerk();
    const elsewhere = { level: 'post', unit: 'U1', division: 'D2', post: 'P2' } as const;
    const others = { place: elsewhere, declarer: 'ou_clerk' };
    await seedRisks(
      bot,
      [
        riskBody({ place: PAYER_POST, declarer: 'ou_clerk', method: 'peer' }),
        riskBody({ ...others, method: 'peer' }),
        riskBody(others),
      ],
      'X',
    );
    await directorySays(bot, 'ou_clerk', { active: false });
    await bot.goTo(later(1));
    const words = wordsOn(cards('ou_head')[0]?.card);
    expect(words).toContain('审核中 1：');
    expect(words).toContain('另有 1 项在其他部门，由领导小组办公室移交。');
    const json = JSON.stringify(cards('ou_head')[0]?.card?.json);
    expect([...json.matchAll(/risk:([RX]-\d)/g)].map((m) => m[1])).toEqual(['R-1', 'R-2']);
  });

  it('gives everything to the successor in one tap, with exceptions, and a trail', async () => {
    await busyClerk();
    await directorySays(bot, 'ou_clerk', { active: false });
    await bot.goTo(later(1));
    const [head] = cards('ou_head');
    if (!head) throw new Error('no card');
    const fresh = { ...head };
    await bot.clicks('ou_head', head, '移交', { form: { successor: 'ou_clerk2', except: ['risk:R-2'] } });
    expect((await org()).posts.get('P1')?.holders).toEqual(['ou_clerk2']);
    expect((await riskIn(bot, 'R-1')).body).toMatchObject({ declarer: 'ou_clerk2', status: 'returned' });
    expect((await riskIn(bot, 'R-1')).body.trail.at(-1)).toMatchObject({
      what: 'transferred',
      by: 'ou_head',
      from: 'ou_clerk',
      to: 'ou_clerk2',
    });
    expect((await riskIn(bot, 'R-2')).body.declarer).toBe('ou_clerk');
    expect(wordsOn(head.card)).toContain('已移交 2 项给');
    expect(cards('ou_clerk2')).toHaveLength(1);
    const again = await bot.clicks('ou_head', fresh, '移交', { form: { successor: 'ou_clerk2' } });
    expect(again.toast?.text['zh-CN']).toContain('刚刚有变动');
    await bot.clicks('ou_head', head, '移交', { form: { successor: 'ou_head', except: [] } });
    expect((await handovers()).map((h) => h.body.state)).toEqual(['done']);
    // The head answers for it now, so the head's step went up.
    const last = (await riskIn(bot, 'R-2')).body;
    expect(last.declarer).toBe('ou_head');
    expect(last.chain[last.step]?.holders).not.toContain('ou_head');
    expect(wordsOn(head.card)).toContain('交接已办结');
  });

  it('names the successor who came in the same change, and is silent when nothing is left', async () => {
    const who = (await bot.says('ou_head', '岗位')) as Shown;
    await bot.clicks('ou_head', who, 'organization.post', { option: 'P1' });
    await bot.clicks('ou_head', who, 'organization.addHolder', { option: 'ou_clerk2' });
    await bot.clicks('ou_head', who, 'organization.removeHolder', { match: (v) => v.to === 'ou_clerk' });
    await bot.goTo(later(1));
    expect(cards('ou_head')).toEqual([]);
    expect((await handovers()).map((h) => h.body.state)).toEqual(['done']);
  });

  it('lets a head say that somebody stays, and takes back what the directory undoes', async () => {
    await directorySays(bot, 'ou_clerk', { division: 'D9' });
    await bot.goTo(later(1));
    const [head] = cards('ou_head');
    if (!head) throw new Error('no card');
    await bot.clicks('ou_head', head, '仍在原岗位，不交接');
    expect((await org()).posts.get('P1')?.holders).toEqual(['ou_clerk']);
    await directorySays(bot, 'ou_buyer', { active: false });
    expect((await org()).posts.get('P2')?.holders).toEqual([]);
    await directorySays(bot, 'ou_buyer', { active: true });
    expect((await org()).posts.get('P2')?.holders).toEqual(['ou_buyer']);
    await bot.goTo(later(60));
    expect(cards('ou_sectionhead')).toEqual([]);
  });

  it('goes on with one card when the same person loses another post there', async () => {
    await directorySays(bot, 'ou_clerk', { active: false });
    await bot.goTo(later(1));
    await directorySays(bot, 'ou_clerk', { leader: 'ou_head' });
    await bot.goTo(later(60));
    expect(cards('ou_head')).toHaveLength(1);
    expect(await handovers()).toHaveLength(1);
  });

  it('refuses others, the one who goes, and a successor from elsewhere', async () => {
    await directorySays(bot, 'ou_clerk', { division: 'D9' });
    await bot.goTo(later(1));
    const [head] = cards('ou_head');
    if (!head) throw new Error('no card');
    for (const who of ['ou_clerk', 'ou_clerk2', 'ou_buyer', 'ou_officer']) {
      const reply = await bot.clicks(who, { ...head }, '移交', { form: { successor: 'ou_clerk2' } });
      expect(reply.toast?.text['zh-CN']).toContain('由部门负责人');
    }
    for (const successor of ['ou_buyer', 'ou_gone', 'ou_clerk', '']) {
      const reply = await bot.clicks('ou_head', head, '移交', { form: { successor } });
      expect(reply.toast?.text['zh-CN']).toContain('请选择本单位在职的接任人');
    }
    expect((await org()).posts.get('P1')?.holders).toEqual([]);
  });

  it('ends the role of a discipline officer who moves to another unit, and tells the office', async () => {
    await directorySays(bot, 'ou_officer2', { unit: 'U1', division: 'D2' });
    expect((await org()).granted('discipline_officer', 'U1').map((p) => p.id)).toContain('ou_officer2');
    await directorySays(bot, 'ou_officer2', { unit: 'U0', division: 'D9' });
    expect((await org()).granted('discipline_officer', 'U1').map((p) => p.id)).not.toContain('ou_officer2');
  });

  it('tells who was asked and the office once when it is late', async () => {
    await directorySays(bot, 'ou_clerk', { division: 'D9' });
    for (const day of ['23T01:01', '24T02:00', '30T02:00', '30T03:00'])
      await bot.goTo(`2026-11-${day}:00.000Z`);
    await bot.goTo('2026-12-01T02:00:00.000Z');
    await bot.goTo('2026-12-02T02:00:00.000Z');
    const told = bot.to('ou_head').filter((m) => wordsOn(m.card).includes('岗位交接已到期未完成'));
    expect(told).toHaveLength(1);
    const list = (await bot.says('ou_head', '交接')) as Shown;
    expect(wordsOn(list.card)).toContain('待办 1 项');
  });

  const seeded = (docs: readonly { readonly id: string; readonly body: HandoverBody }[]) =>
    bot.store.commit({
      ...{ requestId: 'seed-handovers', fingerprint: 'h', at: bot.now(), actor: 'system', reason: 'seed' },
      put: docs.map((d) => ({ kind: 'handover', rev: 0, ...d })),
    });
  const going: HandoverBody = {
    ...{ state: 'open', reason: 'moved', person: 'ou_clerk', unit: 'U0', division: 'D10', posts: ['P9'] },
    ...{ at: '2026-11-02T01:00:00.000Z', due: '2026-11-09', asked: ['ou_head'], given: [] },
  };

  it('begins its own hand-over beside one of a division whose id begins alike', async () => {
    await seeded([{ id: 'J-D10', body: going }]);
    await directorySays(bot, 'ou_clerk', { division: 'D9' });
    expect((await handovers()).map((h) => [h.body.division, h.body.posts]).sort()).toEqual([
      ['D1', ['P1']],
      ['D10', ['P9']],
    ]);
  });

  it('is told as late however many older ones nobody finished', async () => {
    const old = Array.from({ length: 205 }, (_, i) => ({
      id: `J-${i}`,
      body: { ...going, person: `ou_${i}` },
    }));
    await seeded([...old, { id: 'J-new', body: { ...going, due: '2026-11-24' } }]);
    await bot.goTo('2026-11-25T02:00:00.000Z');
    await bot.goTo('2026-11-26T02:00:00.000Z');
    const told = bot.to('ou_head').filter((m) => wordsOn(m.card).includes('岗位交接已到期未完成'));
    expect(told).toHaveLength(1);
  });
});
