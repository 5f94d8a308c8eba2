import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { organizationChange } from '../../src/capabilities/organization/index.ts';
import { compareFlows, type FlowBody, type FlowTexts, flowId } from '../../src/capabilities/powers/flow.ts';
import { effect, PAYER_POST } from '../catalogue/effective.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';
import { policy, put } from './registers.ts';

describe('two versions of a flow', () => {
  const step = (id: string, days?: number) => ({ id, name: id, ...(days === undefined ? {} : { days }) });
  it('differ by what is new, changed and gone; a step pushed along by a new one did not change', () => {
    const changes = compareFlows([step('a'), step('b', 5), step('c')], [step('n'), step('a'), step('b', 3)]);
    expect(changes.map(({ what, step: s, was, is }) => [what, s.id, was, is])).toEqual([
      ['added', 'n', undefined, 1],
      ['changed', 'b', 2, 3],
      ['removed', 'c', 3, undefined],
    ]);
  });
  it('differ when two steps change places', () => {
    expect(compareFlows([step('a'), step('b')], [step('b'), step('a')]).map((c) => c.what)).toEqual([
      'changed',
      'changed',
    ]);
  });
});

describe('流程版本', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await testBot();
    await put(bot, [policy('Z-1', { items: ['大额支付'] })]);
  });
  afterEach(() => bot.close());
  const versions = async () => (await bot.store.list<FlowBody, FlowTexts>('flow', { limit: 20 })).items;
  const openItem = async (who: string): Promise<Shown> => {
    const shown = (await bot.says(who, '权力')) as Shown;
    const [id] = JSON.stringify(shown.card?.json).match(/W-[0-9a-f]{12}/) ?? [];
    await bot.clicks(who, shown, 'powers.item', { option: id ?? '' });
    return shown;
  };
  const setStep = async (days: string, why = ''): Promise<Shown> => {
    const shown = await openItem('ou_head');
    await bot.clicks('ou_head', shown, 'powers.step', { option: 'S1' });
    const form = { no: '1', days, why, input: '用款申请', output: '审批单' };
    await bot.clicks('ou_head', shown, 'powers.saveStep', { form });
    return shown;
  };

  it('come with each change, with who, when and why, and show what changed', async () => {
    const shown = await setStep('3', '缩短等待');
    expect(wordsOn(shown.card)).toContain('输入：用款申请 → 输出：审批单');
    expect(wordsOn(shown.card)).toContain('闭环：制度 1 项 → 流程第 2 版 → 风险点 0 个 → 据此修订制度 0 次');
    await bot.clicks('ou_head', shown, '流程版本');
    const words = wordsOn(shown.card);
    for (const line of ['流程第 2 版', '在卡片上修改', '原因：缩短等待', '调整：支付审批（— → 3d）'])
      expect(words).toContain(line);
    expect((await versions()).map((v) => [v.body.no, v.body.how, v.body.by])).toEqual([
      [1, 'begun', 'system'],
      [2, 'edited', 'ou_head'],
    ]);
    await setStep('3');
    expect(await versions()).toHaveLength(2);
  });

  it('go on after the sixtieth', async () => {
    const [item = ''] = JSON.stringify((await openItem('ou_head')).card?.json).match(/W-[0-9a-f]{12}/) ?? [];
    const old = Array.from({ length: 61 }, (_, i): FlowBody => {
      return { item, no: i + 1, how: 'edited', by: 'ou_head', at: bot.now(), steps: [] };
    });
    await bot.store.commit({
      ...{ requestId: 'old-flows', fingerprint: 'f', at: bot.now(), actor: 'ou_head', reason: 'seed' },
      put: old.map((body) => ({ kind: 'flow', id: flowId(item, body.no), rev: 0, body })),
    });
    await setStep('3');
    const { items } = await bot.store.list<FlowBody>('flow', { index: 'item', limit: 200 });
    expect(items.at(-1)?.body).toMatchObject({ no: 62, steps: [{ days: 3 }] });
  });

  it('say what was improved and which policy was revised, and close the loop', async () => {
    const shown = await setStep('3');
    await bot.clicks('ou_head', shown, '流程版本');
    await bot.clicks('ou_head', shown, '填写修订说明');
    const form = { procedure: '付款前第二人复核', policy: 'Z-1' };
    await bot.clicks('ou_head', shown, 'powers.saveRevision', { form });
    expect(wordsOn(shown.card)).toContain(
      '严密业务程序：付款前第二人复核\n据此修订制度：大额资金使用管理办法',
    );
    await bot.clicks('ou_head', shown, '返回事项');
    expect(wordsOn(shown.card)).toContain('据此修订制度 1 次');
  });

  it('leave the tags of a step alone: they are found by the search and counted on the gaps card', async () => {
    const shown = await openItem('ou_head');
    await bot.clicks('ou_head', shown, 'powers.step', { option: 'S1' });
    await bot.clicks('ou_head', shown, 'powers.saveStep', {
      form: { no: '1', days: '', tags: ['keyStep', 'service'] },
    });
    expect((await bot.app.bot.loadOrganization(bot.store)).steps.get('S1')?.tags).toEqual([
      'keyStep',
      'service',
    ]);
    expect(await versions()).toEqual([]);
    const gaps = (await bot.says('ou_head', '查漏')) as Shown;
    expect(wordsOn(gaps.card)).toContain('关键环节 1、');
    await effect(bot, [{ id: 'R-1', grade: 2, place: PAYER_POST, body: { stepId: 'S1' } }]);
    expect(wordsOn((await bot.says('ou_head', '查找 服务保障'))?.card)).toContain('R-1');
    expect(wordsOn((await bot.says('ou_head', '查找 突出问题'))?.card)).not.toContain('R-1');
  });

  it('come with steps of a table too', async () => {
    await bot.app.apply('import:1', async (world) => {
      const step = {
        unit: 'U0',
        division: 'D1',
        post: 'P1',
        powerItem: '大额支付',
        name: '第二人复核',
        tripleMajor: [],
      };
      return organizationChange(world, 'ou_admin', {
        put: [{ kind: 'step', id: 'S9', rev: 0, body: step }],
        moved: {},
      });
    });
    expect((await versions()).map((v) => [v.body.no, v.body.how, v.body.by, v.body.steps.length])).toEqual([
      [1, 'begun', 'system', 1],
      [2, 'imported', 'ou_admin', 2],
    ]);
  });

  it('are described by those who may change the item only', async () => {
    const shown = await setStep('3');
    await bot.clicks('ou_head', shown, '流程版本');
    await bot.clicks('ou_head', shown, '填写修订说明');
    for (const who of ['ou_clerk', 'ou_buyer']) {
      const reply = await bot.clicks(who, { ...shown }, 'powers.saveRevision', { form: { why: '无' } });
      expect(reply.toast?.type).toBe('warning');
    }
    const foreign = await bot.clicks('ou_head', shown, 'powers.saveRevision', { form: { policy: 'Z-404' } });
    expect(foreign.toast?.type).toBe('error');
    await expect(bot.clicks('ou_clerk', await openItem('ou_clerk'), '填写修订说明')).rejects.toThrow(
      'no button',
    );
  });
});
