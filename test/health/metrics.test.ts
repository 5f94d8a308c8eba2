import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type Metrics, metrics } from '../../src/metrics.ts';
import { serveMetrics } from '../../src/metrics-server.ts';
import { ledgerStore } from '../../src/store/ledger/ledger.ts';
import type { Store } from '../../src/store/store.ts';
import { secretKey } from '../support/log-watch.ts';

const NOW = '2026-11-23T01:00:00.000Z';
const closing: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
const fresh = (): Metrics => {
  const made = metrics(() => Date.parse(NOW) + 60_000);
  closing.push(made.stop);
  return made;
};
async function openStore(measures: Metrics): Promise<Store> {
  const dir = join(mkdtempSync(join(tmpdir(), 'metrics-')), 'store');
  const store = measures.watched(ledgerStore({ dir, key: secretKey(1), kinds: [], now: () => NOW }));
  await store.open();
  closing.push(() => store.close());
  return store;
}
const commit = (requestId: string, more: object = {}) => ({
  requestId,
  fingerprint: requestId,
  at: NOW,
  actor: 'ou_secretname',
  reason: 'test',
  ...more,
});

it('counts what was handled by kind and outcome', async () => {
  const measures = fresh();
  const click = {
    kind: 'click',
    cause: 'evt:1',
    openId: 'ou_secretname',
    chatId: 'c',
    messageId: 'm',
    value: {},
    at: NOW,
  } as const;
  const say = (type: 'success' | 'warning' | 'error') =>
    measures.counted(async () => ({ toast: { type, text: { 'zh-CN': '', 'en-US': '' } } }))(click);
  await say('success');
  await say('warning');
  await say('error');
  const broken = measures.counted(async () => {
    throw new Error('x');
  });
  await expect(broken(click)).rejects.toThrow('x');
  const shown = await measures.text();
  for (const outcome of ['done', 'refused', 'invalid', 'failed'])
    expect(shown).toContain(`qingfeng_handled_total{kind="click",outcome="${outcome}"} 1`);
  expect(shown).not.toContain('secretname');
});
it('counts refusals, and never takes a stranger’s text as a label', async () => {
  const measures = fresh();
  for (const why of ['signature wrong', 'signature wrong', '张三 举报', 'x'.repeat(99)])
    measures.refused(why);
  for (let i = 0; i < 500; i += 1)
    measures.refused(`made up ${String.fromCharCode(97 + (i % 26)).repeat(i / 26 + 1)}`);
  const shown = await measures.text();
  expect(shown).toContain('qingfeng_refused_total{why="signature wrong"} 2');
  expect(shown.match(/qingfeng_refused_total\{/g)?.length).toBeLessThanOrEqual(41);
  expect(shown).not.toContain('张三');
});
it('counts commits once, errors by code and what became of outbox rows; shows state and the oldest message', async () => {
  const measures = fresh();
  const store = await openStore(measures);
  const row = { id: 'm-1', topic: 'send' as const, key: 'person:ou_secretname', notBefore: NOW, payload: {} };
  await store.commit(commit('a', { outbox: [row] }));
  await store.commit(commit('a', { outbox: [row] }));
  await expect(
    store.commit(commit('b', { put: [{ kind: 'k', id: '1', rev: 7, body: {} }] })),
  ).rejects.toThrow();
  expect(await measures.text()).toMatch(/qingfeng_outbox_oldest_seconds 60\n/);
  const [claim] = await store.claimOutbox({ worker: 'w', max: 1, leaseMs: 1000, now: NOW });
  if (!claim) throw new Error('no row');
  await store.beginAttempt(claim, NOW);
  await store.settleOutbox(claim, { kind: 'sent', at: NOW, messageId: 'om_1' });
  const shown = await measures.text();
  for (const line of [
    'qingfeng_commits_total 1',
    'qingfeng_outbox_total{result="sent"} 1',
    'qingfeng_outbox_oldest_seconds 0',
    'qingfeng_store_state{state="open"} 1',
    'qingfeng_store_state{state="failed"} 0',
  ])
    expect(shown).toContain(`${line}\n`);
  expect(shown).toMatch(/qingfeng_store_errors_total\{code="[A-Z_]+"\} 1/);
  expect(shown).toMatch(/qingfeng_event_loop_lag_seconds\{quantile="0.99"\} [\d.e-]+\n/);
  expect(shown).not.toMatch(/secretname|om_1|m-1/);
});
it('is served at /metrics only', async () => {
  const server = await serveMetrics(fresh(), { host: '127.0.0.1', port: 0 });
  closing.push(server.close);
  const answer = await fetch(server.url);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('text/plain'),
  ]);
  expect(await answer.text()).toContain('qingfeng_commits_total 0');
  expect((await fetch(server.url.replace('/metrics', '/'))).status).toBe(404);
  expect((await fetch(server.url, { method: 'POST' })).status).toBe(404);
});
