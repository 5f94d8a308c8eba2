import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { probe } from '../../src/feishu/check.ts';
import { parseManifest } from '../../src/feishu/manifest.ts';
import { type Api, type Behaviour, fail, ok, openApi } from './fake-api.ts';

const manifest = parseManifest(readFileSync(new URL('../../manifest.json', import.meta.url), 'utf8'));
let api: Api;
afterEach(() => api.close());

const bot = (status = 2) => ({
  body: { code: 0, msg: 'ok', bot: { open_id: 'ou_bot', app_name: '清风', activate_status: status } },
});
const department = { open_department_id: 'od-1', name: '一处', parent_department_id: '0' };
const user = { open_id: 'ou_a', name: '张', department_ids: ['od-1'], status: { is_resigned: false } };
const healthy: Behaviour = ({ path, method }) => {
  if (path.endsWith('/bot/v3/info')) return bot();
  if (path.endsWith('/departments/0/children')) return ok({ items: [department] });
  if (path.endsWith('/find_by_department')) return ok({ items: [user] });
  if (path.endsWith('/im/v1/chats')) return ok({ items: [] });
  return method === 'POST' ? fail(99992351) : fail(99992354);
};
async function check(behave: Behaviour, over = {}) {
  api = await openApi(behave);
  const lines: string[] = [];
  const exit = await probe({ client: api.client(over), manifest, print: (l) => lines.push(l) });
  return { exit, bad: lines.filter((l) => l.startsWith('[!!]')), lines };
}
const when =
  (part: string, reply: ReturnType<Behaviour>): Behaviour =>
  (seen) =>
    seen.path.includes(part) ? reply : healthy(seen);

describe('check', () => {
  it('is content when every call is allowed, and says what it can not see', async () => {
    const { exit, bad, lines } = await check(healthy);
    expect([exit, bad]).toEqual([0, []]);
    expect(lines.at(-1)).toMatch(/^\[--\].*事件订阅.*subscription/);
  });
  it.each([
    ['/im/v1/files', 'im:resource'],
    ['/im/v1/chats/', 'im:chat.members:read'],
    ['/contact/v3/departments', 'contact:contact.base:readonly'],
  ])('names the scope behind %s and what it is for', async (part, scope) => {
    const { exit, bad } = await check(when(part, fail(99991672)));
    const why = manifest.scopes.find((s) => s.name === scope)?.why;
    expect([exit, bad.length]).toEqual([1, 1]);
    expect(bad[0]).toContain(`${scope}：${why?.zh}`);
    expect(bad[0]).toContain(`${scope} is missing: ${why?.en}`);
  });
  it('notices fields that are silently left out', async () => {
    const { status: _, ...without } = user;
    const { bad } = await check(when('/find_by_department', ok({ items: [without] })));
    expect(bad).toHaveLength(1);
    expect(bad[0]).toContain('contact:user.employee:readonly');
  });
  it.each([
    ['a bot that is not in use', when('/bot/v3/info', bot(0)), /not in use/],
    ['too small a data range', when('/departments/', fail(40014, 403)), /data range/],
    ['no department in range', when('/departments/', ok({})), /no department/],
    ['a server that fails', when('/im/v1/files', fail(0, 500)), /im:resource: call failed/],
  ])('finds %s', async (_, behave, words) => {
    const { exit, bad } = await check(behave);
    expect([exit, bad.length]).toEqual([1, 1]);
    expect(bad[0]).toMatch(words);
  });
  it('says plainly when the app can not be used at all', async () => {
    expect((await check(() => fail(10014))).bad).toEqual([
      '[!!] 无法连接：应用已停用 / no connection: the app is switched off',
    ]);
    await api.close();
    const { exit, bad } = await check(healthy, { domain: 'http://127.0.0.1:1' });
    expect([exit, bad.length]).toEqual([1, 1]);
  });
  it('sends and changes nothing', async () => {
    await check(healthy);
    const writes = api.seen.filter((s) => s.method !== 'GET').map((s) => [s.path, s.json.receive_id]);
    expect(writes).toEqual([
      ['/open-apis/im/v1/messages', 'ou_nobody'],
      ['/open-apis/im/v1/files', undefined],
    ]);
  });
});
