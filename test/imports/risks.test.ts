import { readXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  nameFinder,
  type RiskBody,
  type RiskDoc,
  type RiskTexts,
} from '../../src/capabilities/risks/index.ts';
import { type Shown, type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { person, smallBureau, smallOrganization } from '../support/bureau.ts';
import { file, HEADER, type Rows, riskRow } from './risk-rows.ts';

const people = [
  ...smallBureau.people,
  person('lw', { name: '李为民', employeeNo: '70011', unit: 'U1', division: 'D2' }),
];
const ID_CARD = `1101011990010${'1'}1237`;
/** One of each kind of trouble, twenty in all. */
const faulty: Rows = [
  riskRow(1, { 岗位: '采购经办员' }),
  riskRow(2, { 单位: '政府采购中' }),
  riskRow(3, { 部门: '采购科' }),
  riskRow(4, { 岗位类别: '一般岗位' }),
  riskRow(5, { 风险来源: '其他' }),
  riskRow(6, { 风险内容: '无', 表现形式: '无', 风险点名称: '无' }),
  riskRow(7, { 风险内容: '长'.repeat(201) }),
  riskRow(8, { 岗位措施: '' }),
  riskRow(9, { 发生几率: '很高' }),
  riskRow(10, { 危害程度: '' }),
  riskRow(11, { 风险等级: '三级（低）' }),
  riskRow(12, { 风险等级: '四级' }),
  riskRow(13, { 日期: '2026-02-30' }),
  riskRow(14, { 日期: '2031-01-01' }),
  riskRow(15, { 姓名: '查无此人' }),
  riskRow(16, { 责任领导: '某某' }),
  riskRow(17, { 涉及: '其他大事' }),
  riskRow(18, { 风险内容: `经办人身份证 ${ID_CARD} 可能被外传` }),
  riskRow(19, { 风险内容: '听说王科长去年收了供应商红包，验收时放水' }),
  riskRow(20, { 风险内容: '机密★3年 采购底价可能被提前知悉' }),
];

describe('导入风险点', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await testBot({ data: { ...smallBureau, people } });
  });
  afterEach(() => bot.close());
  const send = async (bytes: Uint8Array, name = '风险点.xlsx'): Promise<{ shown: Shown; errors?: Shown }> => {
    const before = bot.to('ou_admin').length;
    await bot.sendsFile('ou_admin', name, bytes);
    const [shown, errors] = bot.to('ou_admin').slice(before);
    if (!shown) throw new Error('no answer');
    return { shown, ...(errors ? { errors } : {}) };
  };
  /** All that the store has of imports, rows and all. */
  const keptOf = async (): Promise<string> => {
    const kinds = ['import', 'importPart'].map((kind) => bot.store.list(kind, { limit: 99 }));
    return JSON.stringify((await Promise.all(kinds)).map(({ items }) => items));
  };
  const answer = (shown: Shown, form: Record<string, string>) =>
    bot.clicks('ou_admin', shown, 'imports.answer', { form });
  const risks = async (): Promise<readonly RiskDoc[]> =>
    (await bot.store.list<RiskBody, RiskTexts>('risk', { limit: 1000 })).items;
  const effective = { as: 'effective', basis: '局党组会 2026 年第 3 次会议审定' };

  it('takes 480 of 500, gives 20 back with reasons, and undoes the batch', async () => {
    const rows = [...faulty, ...Array.from({ length: 480 }, (_, i) => riskRow(100 + i))];
    const { shown, errors } = await send(
      await file({ 表: [['政府采购中心岗位廉政风险点排查及防控措施表'], HEADER, ...rows] }),
    );
    expect(wordsOn(shown.card)).toContain('新增 480，变动 0，不变 0，有误 20');
    expect(await risks()).toEqual([]);

    const sheet = (await readXlsx(errors?.file?.bytes ?? new Uint8Array())).sheets[0];
    expect(sheet?.rows).toHaveLength(21);
    const reasons = sheet?.rows.slice(1).map((r) => String(r.at(-1)));
    expect(reasons?.map((r) => r.split(' (')[0])).toMatchSnapshot();
    const text = JSON.stringify(sheet?.rows);
    for (const hidden of [ID_CARD, '王科长', '机密★']) expect(text).not.toContain(hidden);
    const kept = await keptOf();
    expect(kept).toContain('政府采购中心');
    for (const hidden of [ID_CARD, '王科长', '机密★']) expect(kept).not.toContain(hidden);

    const sentBefore = bot.messenger.messages.length;
    await answer(shown, effective);
    await bot.clicks('ou_admin', shown, 'imports.confirm');
    expect(wordsOn(shown.card)).toContain('导入已生效');
    const taken = await risks();
    expect(taken).toHaveLength(480);
    expect(taken[0]).toMatchObject({
      body: {
        status: 'effective',
        grade: 1,
        declarer: 'ou_buyer',
        stepId: 'S2',
        final: { grade: 1, by: 'ou_admin' },
      },
      sealed: { comments: { t1: effective.basis } },
    });
    expect(taken[0]?.body.trail.map((t) => t.what)).toEqual(['imported', 'effective']);
    expect(bot.messenger.messages.length).toBe(sentBefore);
    const lines = (await bot.store.list<{ to: string; line: string }>('pending', { limit: 100 })).items;
    expect(lines.map((l) => [l.body.to, l.body.line])).toEqual([['ou_sectionhead', 'risks.imported']]);

    await bot.clicks('ou_admin', shown, 'imports.undo');
    expect(await risks()).toEqual([]);
    expect(wordsOn(shown.card)).toContain('已恢复 480 项；0 项之后另有变动');
  });

  it('leaves what was changed since, and says which', async () => {
    const { shown } = await send(
      await file({ 表: [HEADER, riskRow(1), riskRow(2, { 风险点名称: '后来改过的' })] }),
    );
    await answer(shown, effective);
    await bot.clicks('ou_admin', shown, 'imports.confirm');
    const changed = (await risks()).find((r) => r.sealed?.title === '后来改过的');
    if (!changed) throw new Error('missing');
    await bot.store.commit({
      requestId: 'later',
      fingerprint: 'f',
      at: bot.now(),
      actor: 'ou_buyer',
      reason: 'test',
      put: [{ kind: 'risk', id: changed.id, rev: changed.rev, body: changed.body, sealed: changed.sealed }],
    });
    await bot.clicks('ou_admin', shown, 'imports.undo');
    expect((await risks()).map((r) => r.id)).toEqual([changed.id]);
    expect(wordsOn(shown.card)).toContain(
      '1 项之后另有变动，保持不变：政府采购中心 · 采购实施科 · 采购项目经办 · 后来改过的',
    );
  });

  it('asks what an unknown post means, and takes its rows as answered', async () => {
    const { shown } = await send(
      await file({ 表: [HEADER, riskRow(1, { 岗位: '采购经办' }), riskRow(2, { 岗位: '没有的' })] }),
    );
    expect(wordsOn(shown.card)).toContain('有 2 个岗位（或部门）没有对上');
    const names = JSON.stringify(shown.card?.json).match(/at\.[a-z0-9]+/g) ?? [];
    const [first = '', second = ''] = [...new Set(names)];
    await answer(shown, { as: 'draft', [first]: 'post|U1|D2|P2', [second]: 'skip' });
    expect(wordsOn(shown.card)).toContain('新增 1，变动 0，不变 0，有误 1');
    await bot.clicks('ou_admin', shown, 'imports.confirm');
    expect((await risks()).map((r) => [r.body.status, r.body.place.post, r.body.declarer])).toEqual([
      ['draft', 'P2', 'ou_buyer'],
    ]);
    expect(bot.to('ou_admin').filter((m) => m.file)).toHaveLength(2);
  });

  it('puts rows into review without a message to anybody', async () => {
    const { shown } = await send(await file({ 表: [HEADER, riskRow(1), riskRow(2)] }));
    const before = bot.messenger.messages.length;
    await answer(shown, { as: 'review' });
    await bot.clicks('ou_admin', shown, 'imports.confirm');
    expect((await risks()).map((r) => [r.body.status, r.body.chain[0]?.holders])).toEqual([
      ['inReview', ['ou_sectionhead']],
      ['inReview', ['ou_sectionhead']],
    ]);
    expect(bot.messenger.messages.length).toBe(before);
    const desk = await bot.says('ou_sectionhead', '待办');
    expect(wordsOn(desk?.card)).toContain('2');
  });

  it('needs a basis for what was approved on paper', async () => {
    const { shown } = await send(await file({ 表: [HEADER, riskRow(1)] }));
    await answer(shown, { as: 'effective' });
    expect(wordsOn(shown.card)).toContain('请先选好以下各项');
    const reply = await answer(shown, { as: 'effective', basis: '机密★ 局发〔2026〕1号' });
    expect(reply.card).toBeUndefined();
    expect(reply.toast?.text['zh-CN']).toContain('密级标志');
  });

  it('knows what is there already and what the file says twice', async () => {
    const bytes = await file({ 表: [HEADER, riskRow(1), riskRow(1)] });
    const { shown } = await send(bytes);
    expect(wordsOn(shown.card)).toContain('新增 1，变动 0，不变 0，有误 1');
    await answer(shown, effective);
    await bot.clicks('ou_admin', shown, 'imports.confirm');
    const again = await send(await file({ 表: [HEADER, riskRow(1)] }));
    expect(wordsOn(again.shown.card)).toContain('新增 0，变动 0，不变 1，有误 0');
  });

  it('keeps the paper’s grade with its reason in the history', async () => {
    const columns = [...HEADER, '等级调整理由'];
    const row = [...riskRow(1, { 风险等级: '二级' }), '近三年未发生，已有系统控制'];
    const { shown } = await send(await file({ 表: [columns, row] }));
    await answer(shown, effective);
    await bot.clicks('ou_admin', shown, 'imports.confirm');
    const [risk] = await risks();
    expect(risk?.body).toMatchObject({ grade: 2, self: { grade: 1 }, final: { grade: 2 } });
    expect(risk?.sealed?.comments.t2).toBe('近三年未发生，已有系统控制');
  });

  it('finds people by number or by a name the unit has once', async () => {
    const { shown } = await send(
      await file({ 表: [HEADER, riskRow(1, { 姓名: '70011' }), riskRow(2, { 姓名: '李为民' })] }),
    );
    await answer(shown, effective);
    await bot.clicks('ou_admin', shown, 'imports.confirm');
    expect((await risks()).map((r) => r.body.declarer)).toEqual(['ou_lw', 'ou_lw']);
  });

  it('keeps nothing of what must not enter, in whatever cell it stands', async () => {
    const phone = `1380013${'8'}000`;
    const { shown, errors } = await send(
      await file({
        表: [
          HEADER,
          riskRow(1, { 岗位: '机密★ 某某专班' }),
          riskRow(2, { 责任人: `王某 ${phone}`, 成因: `请电 ${phone}` }),
        ],
      }),
    );
    const kept = [
      (await readXlsx(errors?.file?.bytes ?? new Uint8Array())).sheets[0]?.rows,
      await keptOf(),
      shown.card?.json,
    ];
    expect(JSON.stringify(kept)).not.toMatch(new RegExp(`专班|${phone}`));
    expect(wordsOn(shown.card)).toContain('有误 2');
  });

  it('is for office admins only, and nothing is read for others', async () => {
    const said = await bot.sendsFile('ou_buyer', '风险点.xlsx', await file({ 表: [HEADER, riskRow(1)] }));
    expect(wordsOn(said?.card)).toContain('由领导小组办公室管理员办理');
    expect((await bot.store.list('import', { limit: 9 })).items).toEqual([]);
  });
});

describe('names in imported texts', () => {
  it('are found wherever they stand, long ones and foreign ones too', () => {
    const org = smallOrganization({
      people: [
        person('a', { name: '李为民' }),
        person('b', { name: '欧阳长青' }),
        person('c', { name: '王清' }),
      ],
    });
    const find = nameFinder(org);
    expect(find(['由李为民办理', '欧阳长青与李为民', '王清'])).toEqual(['李为民', '欧阳长青']);
    expect(find(['李为', ''])).toEqual([]);
  });
});
