import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plusMs } from '../../src/kernel/time.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { recordingMessenger } from '../support/messenger.ts';
import { NO_SERVER, type Server, startPostgres } from '../support/postgres.ts';

const FORM = {
  source: 'process',
  step: 'S1',
  content: '大额支付审批时可能缺少集体研究记录就付款。',
  manifestation: '付款单后附件不全；先付款后补会议纪要。',
  likelihood: 'low',
  harm: 'high',
};

/** Two whole bots on one database and one Feishu: whatever both are told, it happens once (C06, O04, A03). */
describe.skipIf(NO_SERVER)(`two instances of the bot${NO_SERVER ? `, skipped: ${NO_SERVER}` : ''}`, () => {
  let server: Server;
  let a: TestBot;
  let b: TestBot;
  beforeAll(async () => {
    server = await startPostgres();
    const shared = { databaseUrl: await server.database(), messenger: recordingMessenger() };
    const quiet = { log: () => {} };
    a = await testBot({ ...quiet, instance: { ...shared, name: 'A' } });
    b = await testBot({ ...quiet, instance: { ...shared, name: 'B' } });
  });
  const both = (at: string) => Promise.all([a.goTo(at), b.goTo(at)]);
  /** They send in turn: what one leaves waiting goes a second later. */
  const aSecondLater = () => both(plusMs(a.now(), 1_000));
  afterAll(async () => {
    await a?.close();
    await b?.close();
    await server?.stop();
  });

  it('one declares, both are told of the same approval, one summary and one digest go out', async () => {
    const form = await a.says('ou_clerk', '填报');
    if (!form) throw new Error('no form');
    await b.clicks('ou_clerk', form, 'risks.draft', { form: FORM });
    await a.clicks('ou_clerk', form, 'risks.confirm', {
      form: { title: '大额支付审批程序缺项', measure: '付款前由会计核对会议纪要并签名，每笔留档' },
    });
    await aSecondLater();
    const desk = b.to('ou_head').at(-1);
    if (!desk?.card) throw new Error('no desk');
    const open = { ...desk };
    const same = { cause: 'evt:delivered-to-both' };
    const replies = await Promise.all([
      a.clicks('ou_head', { ...open }, 'review.approve', same),
      b.clicks('ou_head', { ...open }, 'review.approve', same),
    ]);
    expect(replies.every((r) => r.card && wordsOn(r.card).includes('您已'))).toBe(true);
    await aSecondLater();
    const later = await Promise.all([
      a.clicks('ou_branch', { ...(a.to('ou_branch').at(-1) ?? open) }, 'review.approve'),
      b.clicks('ou_branch', { ...(b.to('ou_branch').at(-1) ?? open) }, 'review.approve'),
    ]);
    expect(later.filter((r) => r.toast?.type === 'success')).toHaveLength(1);
    await aSecondLater();
    expect(a.to('ou_officer').filter((m) => wordsOn(m.card).includes('大额支付'))).toHaveLength(1);

    for (const at of [
      '2026-11-24T02:00:00.000Z',
      '2026-11-25T02:00:00.000Z',
      '2026-11-26T02:00:00.000Z',
      '2026-12-07T02:00:00.000Z',
    ])
      await both(at);
    const sent = a.messenger.messages;
    const key = (m: (typeof sent)[number]): string => `${JSON.stringify(m.to)} ${wordsOn(m.card)}`;
    const digests = sent
      .filter((m) => wordsOn(m.card).includes('今日提醒'))
      .map((m) => `${JSON.stringify(m.to)} ${/\d{4}-\d\d-\d\d/.exec(wordsOn(m.card))?.[0]}`);
    expect(new Set(digests).size).toBe(digests.length);
    const heads = sent.filter((m) => wordsOn(m.card).includes('台账摘要')).map(key);
    expect(new Set(heads).size).toBe(heads.length);
    expect(await a.store.verify()).toMatchObject({ ok: true });
  });
});
