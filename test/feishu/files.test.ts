import { afterEach, describe, expect, it } from 'vitest';
import { type Api, fail, ok, openApi, sent } from './fake-api.ts';

let api: Api;
afterEach(() => api.close());
const fault = (call: Promise<unknown>) =>
  call.then(
    () => 'sent',
    (e: Record<string, unknown>) => `${e.name} ${e.fault} ${e.code}`,
  );
const file = { name: '风险汇总.xlsx', bytes: new Uint8Array([80, 75, 0, 255, 13, 10]) };
/** Reads the parts of a multipart body, byte for byte. */
async function parts(body: Buffer, type: string) {
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  const entries = await Promise.all(
    [...form].map(async ([key, value]) =>
      typeof value === 'string'
        ? [key, value]
        : [key, [value.name, new Uint8Array(await value.arrayBuffer())]],
    ),
  );
  return Object.fromEntries(entries) as Record<string, unknown>;
}

describe('sending a file', () => {
  it('uploads it with a name in the part, then sends its key', async () => {
    api = await openApi((seen) => (seen.path.endsWith('/files') ? ok({ file_key: 'file_1' }) : sent));
    expect(await api.client().sendFile({ chat: 'oc_1' }, file, 'row-2')).toEqual({
      messageId: 'om_new',
      chatId: 'oc_p2p',
    });
    const [upload, message] = api.seen;
    expect(upload).toMatchObject({ path: '/open-apis/im/v1/files', auth: 'Bearer t-1' });
    expect(await parts(upload?.body ?? Buffer.alloc(0), upload?.type ?? '')).toEqual({
      file_type: 'xls',
      file_name: '风险汇总.xlsx',
      file: ['风险汇总.xlsx', file.bytes],
    });
    expect(message?.json).toEqual({
      receive_id: 'oc_1',
      msg_type: 'file',
      content: '{"file_key":"file_1"}',
      uuid: 'row-2',
    });
    expect(message?.query.get('receive_id_type')).toBe('chat_id');
  });
  it('renews a refused token for an upload too', async () => {
    api = await openApi((seen) => {
      if (seen.auth === 'Bearer t-1') return fail(99991663);
      return seen.path.endsWith('/files') ? ok({ file_key: 'file_1' }) : sent;
    });
    await api.client().sendFile({ person: 'ou_a' }, file, 'u');
    expect((await parts(api.seen[1]?.body ?? Buffer.alloc(0), api.seen[1]?.type ?? '')).file).toEqual([
      file.name,
      file.bytes,
    ]);
  });
  it('knows that nothing was sent while the upload fails', async () => {
    api = await openApi(() => 'reset');
    expect(await fault(api.client().sendFile({ person: 'ou_a' }, file, 'u'))).toBe('MessengerError again 0');
  });
  it('never tries an empty or a huge file, or a wrong receiver', async () => {
    api = await openApi();
    for (const bytes of [new Uint8Array(0), new Uint8Array(30 * 1024 * 1024 + 1)])
      expect(await fault(api.client().sendFile({ person: 'ou_a' }, { name: 'x', bytes }, 'u'))).toBe(
        'MessengerError permanent 0',
      );
    expect(await fault(api.client().sendFile({ person: '/' }, file, 'u'))).toBe('MessengerError permanent 0');
    expect(api.seen).toEqual([]);
  });
});

describe('downloading what a person sent', () => {
  const octets = { 'content-type': 'application/octet-stream' };
  it('gives the bytes', async () => {
    api = await openApi(() => ({ headers: octets, raw: Buffer.from(file.bytes) }));
    expect([...(await api.client().download('om_1', 'file_1', 6))]).toEqual([...file.bytes]);
    expect(api.seen[0]?.path).toBe('/open-apis/im/v1/messages/om_1/resources/file_1');
    expect(api.seen[0]?.query.get('type')).toBe('file');
  });
  it('gives the bytes of a JSON file as they are', async () => {
    api = await openApi(() => ({ headers: { 'content-type': 'application/json' }, raw: '{"code":1}' }));
    expect(Buffer.from(await api.client().download('om_1', 'file_1', 100)).toString()).toBe('{"code":1}');
  });
  it('takes files larger than any answer may be', async () => {
    api = await openApi(() => ({ headers: octets, raw: Buffer.alloc(11_000_000) }));
    expect(await api.client().download('om_1', 'file_1', 30_000_000)).toHaveLength(11_000_000);
  });
  it('stops one byte over the limit', async () => {
    api = await openApi(() => ({ headers: octets, raw: Buffer.alloc(5_000_000) }));
    expect(await fault(api.client().download('om_1', 'file_1', 4_999_999))).toBe(
      'MessengerError permanent 0',
    );
  });
  it.each([
    ['a refusal', fail(234003), 'permanent 234003', 1],
    ['a refusal with status 200', fail(234003, 200), 'permanent 234003', 1],
    ['a limit', fail(99991400, 429), 'slow 99991400', 1],
    ['a token that stays refused', fail(99991663), 'again 99991663', 2],
  ])('sorts %s', async (_, reply, expected, calls) => {
    api = await openApi(() => reply);
    expect(await fault(api.client().download('om_1', 'file_1', 100))).toBe(`MessengerError ${expected}`);
    expect(api.seen).toHaveLength(calls);
  });
});
