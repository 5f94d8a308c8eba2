import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composition } from '../../src/app.ts';
import type { RecheckBody } from '../../src/capabilities/rechecks/index.ts';
import { instantOf } from '../../src/kernel/time.ts';
import { withReactions } from '../../src/runtime/plan.ts';
import type { Reader } from '../../src/store/store.ts';
import { riskOf } from '../publicity/approved.ts';
import { NOW, riskBody, worldAt } from '../risks/fixture.ts';
import { type Shown, type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { takeEffect } from './in-force.ts';

const at = (date: string, time: string): string => instantOf(date, time, 'Asia/Shanghai');
let bot: TestBot;
beforeEach(async () => {
  bot = await testBot({ start: at('2026-05-06', '09:00') });
  await bot.goTo(at('2026-05-06', '09:00'));
});
afterEach(() => bot.close());
/** A morning: work begins, then the digests go out. */
const morning = async (date: string): Promise<void> => {
  await bot.goTo(at(date, '09:00'));
  await bot.goTo(at(date, '09:45'));
};
const planOf = async (title: string): Promise<RecheckBody> =>
  (await bot.store.get<RecheckBody>({ kind: 'recheck', id: `R-${title}` }))?.body as RecheckBody;
const says = async (who: string, word: string): Promise<Shown> => (await bot.says(who, word)) as Shown;
const linesFor = (who: string): string =>
  bot
    .to(who)
    .map((m) => wordsOn(m.card))
    .join('\n');
const SEEN = '抽看九月需求文件 6 份，均有两人分别编写的底稿和复核签名。';

describe('a re-check', () => {
  it('falls due by grade on the first of a month, with the leader that the grade names', async () => {
    await takeEffect(bot, [
      { title: '甲', grade: 1 },
      { title: '乙', grade: 2 },
      { title: '丙', grade: 3 },
    ]);
    expect((await planOf('甲')).opens).toBe('2026-07-01');
    expect((await planOf('乙')).opens).toBe('2026-09-01');
    expect((await planOf('丙')).opens).toBe('2026-12-01');
    await bot.goTo(at('2026-06-30', '18:00'));
    expect(wordsOn((await says('ou_unithead', '复查')).card)).toContain('没有到期的复查');
    await morning('2026-07-01');
    expect(linesFor('ou_unithead')).toContain('到期复查 1 条，请于 2026-07-15 前办理');
    const list = await says('ou_unithead', '复查');
    expect(wordsOn(list.card)).toContain('到期复查 1 条');
    expect(wordsOn((await says('ou_branch', '复查')).card)).toContain('没有到期的复查');
    await morning('2026-09-01');
    expect(linesFor('ou_branch')).toContain('到期复查 1 条');
    await morning('2026-12-01');
    expect(linesFor('ou_sectionhead')).toContain('到期复查 1 条');
  });

  it('is gathered: many due ones are one line and one list, answered one after the other', async () => {
    await takeEffect(
      bot,
      Array.from({ length: 13 }, (_, i) => ({ title: `条${i}`, grade: 3 as const })),
    );
    const before = bot.to('ou_sectionhead').length;
    await morning('2026-12-01');
    expect(bot.to('ou_sectionhead').length - before).toBe(1);
    expect(linesFor('ou_sectionhead')).toContain('到期复查 13 条');
    const list = await says('ou_sectionhead', '复查');
    expect(wordsOn(list.card)).toContain('三级（低） 13');
    await bot.clicks('ou_sectionhead', list, '逐条办理');
    for (let left = 12; left >= 0; left -= 1) {
      const reply = await bot.clicks('ou_sectionhead', list, 'rechecks.answer', {
        form: { found: 'carriedOut', said: SEEN },
      });
      expect(reply.toast?.type).toBe('success');
      if (left > 1) expect(wordsOn(list.card)).toContain(`之后还有 ${left - 1} 条`);
    }
    expect(wordsOn(list.card)).toContain('没有到期的复查');
    expect((await planOf('条0')).opens).toBe('2027-06-01');
    // Nobody was pushed a message for it.
    expect(bot.to('ou_sectionhead').length - before).toBe(2);
  });

  it('is answered with what was found only', async () => {
    await takeEffect(bot, [{ title: '甲', grade: 3 }]);
    await morning('2026-12-01');
    const list = await says('ou_sectionhead', '复查');
    await bot.clicks('ou_sectionhead', list, '逐条办理');
    const answers = async (form: Record<string, unknown>): Promise<string> =>
      (await bot.clicks('ou_sectionhead', list, 'rechecks.answer', { form })).toast?.text['zh-CN'] ?? '';
    expect(await answers({ said: SEEN })).toContain('请选择复查结果');
    expect(await answers({ found: 'allFine', said: SEEN })).toContain('请选择复查结果');
    expect(await answers({ found: 'carriedOut' })).toContain('看到了什么');
    for (const said of ['正常', '一切正常。', '措施落实到位', '无', '本岗位暂无问题', '经检查，情况良好！'])
      expect(await answers({ found: 'carriedOut', said })).toMatch(/不是复查结果|具体一些/);
    expect(await answers({ found: 'carriedOut', said: '进一步加强管理，提高认识，高度重视' })).toContain(
      '不写要求',
    );
    expect(await answers({ found: 'carriedOut', said: SEEN, likelihood: 'low' })).toContain('都选，或都不选');
    expect((await planOf('甲')).checks).toBe(0);
    expect(await answers({ found: 'carriedOut', said: SEEN, likelihood: 'low', harm: 'low' })).toContain(
      '已登记',
    );
    const risk = await riskOf(bot, '甲');
    expect(risk?.body.residual).toMatchObject({
      likelihood: 'low',
      harm: 'low',
      grade: 3,
      by: 'ou_sectionhead',
    });
    expect(risk?.body.self).toMatchObject({ likelihood: 'low', harm: 'middle' });
    expect(risk?.body.trail.at(-1)).toMatchObject({ what: 'rechecked', found: 'carriedOut' });
    expect(risk?.sealed?.comments[risk.body.trail.at(-1)?.key ?? '']).toBe(SEEN);
  });

  it('that found the measure missing goes to whoever is responsible and comes back', async () => {
    await takeEffect(bot, [{ title: '甲', grade: 3 }]);
    await morning('2026-12-01');
    const list = await says('ou_sectionhead', '复查');
    await bot.clicks('ou_sectionhead', list, '逐条办理');
    const said = '抽看九月需求文件 6 份，4 份只有一人编写，没有复核签名。';
    const told = await bot.clicks('ou_sectionhead', list, 'rechecks.answer', {
      form: { found: 'notCarriedOut', said },
    });
    expect(told.toast?.text['zh-CN']).toContain('2026-12-15 前整改');
    await morning('2026-12-02');
    expect(linesFor('ou_buyer')).toContain('防控措施未落实，请于 2026-12-15 前整改');
    const mine = await says('ou_buyer', '整改');
    expect(wordsOn(mine.card)).toContain(said);
    const empty = await bot.clicks('ou_buyer', mine, 'rechecks.rectified', { form: { said: '已整改' } });
    expect(empty.toast?.text['zh-CN']).toContain('具体一些');
    await bot.clicks('ou_buyer', mine, 'rechecks.rectified', {
      form: { said: '12 月 2 日起四份文件补做复核并签名，底稿已归档。' },
    });
    expect(wordsOn(mine.card)).toContain('没有待整改的措施');
    await morning('2026-12-03');
    expect(linesFor('ou_sectionhead')).toContain('到期复查 1 条');
    expect((await riskOf(bot, '甲'))?.body.trail.at(-1)).toMatchObject({ what: 'rectified', by: 'ou_buyer' });
  });

  it('nobody put right falls due again when the time is over', async () => {
    await takeEffect(bot, [{ title: '甲', grade: 3 }]);
    await morning('2026-12-01');
    const list = await says('ou_sectionhead', '复查');
    await bot.clicks('ou_sectionhead', list, '逐条办理');
    await bot.clicks('ou_sectionhead', list, 'rechecks.answer', {
      form: { found: 'notCarriedOut', said: SEEN },
    });
    expect((await planOf('甲')).opens).toBe('2026-12-16');
  });

  it('of a changed risk leads to the correction', async () => {
    await takeEffect(bot, [{ title: '甲', grade: 3 }]);
    await morning('2026-12-01');
    const list = await says('ou_sectionhead', '复查');
    await bot.clicks('ou_sectionhead', list, '逐条办理');
    await bot.clicks('ou_sectionhead', list, 'rechecks.answer', { form: { found: 'changed', said: SEEN } });
    expect(wordsOn(list.card)).toContain('已登记：风险有变化');
    await bot.clicks('ou_sectionhead', list, '填写更正');
    expect(wordsOn(list.card)).toContain('风险内容');
    await morning('2026-12-02');
    expect(linesFor('ou_buyer')).toContain('复查发现“甲”有变化');
  });

  it('that is overdue is shown and told to the superior once', async () => {
    await takeEffect(bot, [
      { title: '甲', grade: 3 },
      { title: '乙', grade: 3 },
    ]);
    await bot.goTo(at('2026-12-15', '18:00'));
    expect(linesFor('ou_unithead')).not.toContain('逾期');
    await morning('2026-12-16');
    expect(linesFor('ou_unithead')).toContain('sectionhead 有 2 条复查已逾期');
    expect(linesFor('ou_sectionhead')).toContain('到期复查 2 条，其中逾期 2 条');
    expect(wordsOn((await says('ou_sectionhead', '复查')).card)).toContain('其中已逾期 2 条');
    for (let day = 17; day < 31; day += 1) await morning(`2026-12-${day}`);
    expect(linesFor('ou_unithead').split('复查已逾期').length - 1).toBe(1);
  });

  it('is not answered by those whose own measure it is, nor by others, nor twice', async () => {
    await takeEffect(bot, [
      { title: '甲', grade: 3 },
      { title: '处', grade: 3, place: { level: 'division', unit: 'U1', division: 'D2' } },
    ]);
    await morning('2026-12-01');
    // The section's own risk goes to the unit's leader, not to its head.
    const above = await says('ou_unithead', '复查');
    expect(wordsOn(above.card)).toContain('到期复查 1 条');
    const list = await says('ou_sectionhead', '复查');
    expect(wordsOn(list.card)).toContain('到期复查 1 条');
    await bot.clicks('ou_sectionhead', list, '逐条办理');
    const form = { found: 'carriedOut', said: SEEN };
    const stale = { ...list };
    const stranger = await bot.clicks('ou_buyer', { ...list }, 'rechecks.answer', { form });
    expect(stranger.toast?.text['zh-CN']).toContain('该项复查由责任领导办理');
    expect((await bot.clicks('ou_sectionhead', list, 'rechecks.answer', { form })).toast?.type).toBe(
      'success',
    );
    const twice = await bot.clicks('ou_sectionhead', stale, 'rechecks.answer', { form });
    expect(twice.toast?.text['zh-CN']).toContain('您已登记过');
    expect((await planOf('甲')).checks).toBe(1);
  });

  it('follows a correction to a graver grade and ends with the risk', async () => {
    await takeEffect(bot, [{ title: '甲', grade: 3 }]);
    const change = (type: string, body: object) =>
      bot.app.apply(`${type}:${bot.now()}`, async (world) => {
        const doc = await riskOf(bot, '甲');
        if (!doc?.sealed) throw new Error('no risk');
        return {
          events: [{ type, about: 'risk:R-甲', by: 'system' as const, at: world.now }],
          put: [
            { kind: 'risk', id: doc.id, rev: doc.rev, body: { ...doc.body, ...body }, sealed: doc.sealed },
          ],
        };
      });
    await change('risk.corrected', { grade: 1 });
    expect(await planOf('甲')).toMatchObject({ grade: 1, leader: 1, opens: '2026-06-01' });
    await bot.goTo(at('2026-05-07', '09:00'));
    await change('risk.retired', { status: 'retired' });
    expect((await planOf('甲')).opens).toBeUndefined();
  });

  it('comes with an import, all plans from one look at the batch', async () => {
    const { registry } = composition();
    const risk = (status: 'effective' | 'inReview', i: number) => ({
      ...{ kind: 'risk', id: `R-${status}-${i}`, rev: 0 },
      body: { ...riskBody(), status, effectiveAt: NOW },
    });
    const put = Array.from({ length: 400 }, (_, i) => risk(i % 2 ? 'effective' : 'inReview', i));
    let reads = 0;
    const world = worldAt();
    const counting: Reader = {
      ...world.read,
      get: async () => {
        reads += 1;
        return undefined;
      },
    };
    const about = (type: string, id: string) => ({ type, about: id, by: 'ou_admin', at: NOW });
    const events = put.map((p) => about('risk.imported', `risk:${p.id}`));
    const change = { put, events: [about('import.applied', 'import:I-1'), ...events] };
    const whole = await withReactions({ ...world, read: counting }, change, registry);
    expect(whole.put?.filter((p) => p.kind === 'recheck')).toHaveLength(200);
    expect(reads).toBe(0);
  });

  it('goes with an import that is taken back', async () => {
    await takeEffect(bot, [{ title: '甲', grade: 1 }]);
    const risk = await riskOf(bot, '甲');
    await bot.app.apply('undo', async (world) => ({
      events: [{ type: 'import.undone', about: 'import:I-1', by: 'ou_admin', at: world.now }],
      remove: [{ kind: 'risk', id: 'R-甲', rev: risk?.rev ?? 0 }],
    }));
    expect(await planOf('甲')).toBeUndefined();
  });

  it('is planned for risks that were in force before, from the first working day of a month', async () => {
    await takeEffect(bot, [{ title: '甲', grade: 1 }]);
    const doc = await bot.store.get({ kind: 'recheck', id: 'R-甲' });
    await bot.app.apply('forget', async () => ({
      events: [],
      remove: [{ kind: 'recheck', id: 'R-甲', rev: doc?.rev ?? 0 }],
    }));
    await bot.goTo(at('2026-05-29', '09:00'));
    expect(await planOf('甲')).toBeUndefined();
    await bot.goTo(at('2026-06-01', '09:00'));
    expect((await planOf('甲')).opens).toBe('2026-07-01');
  });
});
