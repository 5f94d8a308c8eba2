import { createDecipheriv, createHash } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEMO_APP, DEMO_START } from '../../src/sandbox/demo.ts';
import type { BureauSeed } from '../../src/sandbox/seed.ts';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';

export const LI = 'ou_00000001';
export const WANG = 'ou_00000002';
export const GONE = 'ou_00000003';
export const GROUP = 'oc_group1';

const person = {
  enName: '',
  title: '',
  departmentIds: ['od-2'],
  primaryDepartmentId: 'od-2',
  employeeNo: '1',
  active: true,
};
export const BUREAU: BureauSeed = {
  bureau: '试验局',
  departments: [
    { id: 'od-1', name: '机关', parentId: '0', leaderOpenId: LI },
    { id: 'od-2', name: '采购处', parentId: 'od-1' },
  ],
  people: [
    { ...person, openId: LI, name: '李一', employeeNo: '1' },
    { ...person, openId: WANG, name: '王二', employeeNo: '2', leaderOpenId: LI },
    { ...person, openId: GONE, name: '赵三', employeeNo: '3', active: false },
  ],
  groups: [{ chatId: GROUP, name: '工作群', members: [LI, WANG], botInside: true }],
  suggested: [WANG, LI],
};

/** A bot of the tests' own: decrypts with its own few lines and answers what it is told. */
export type Probe = {
  url: string;
  received: {
    headers: Record<string, unknown>;
    raw: string;
    body: { header: Record<string, string>; event: Record<string, unknown> };
  }[];
  /** undefined: does not answer before `release`. */
  answer: { status: number; body: string } | undefined;
  release(): void;
  close(): Promise<void>;
};

const decrypt = (base64: string): string => {
  const bytes = Buffer.from(base64, 'base64');
  const key = createHash('sha256').update(DEMO_APP.encryptKey).digest();
  const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16));
  return decipher.update(bytes.subarray(16), undefined, 'utf8') + decipher.final('utf8');
};

export async function startProbe(): Promise<Probe> {
  const held: ServerResponse[] = [];
  const probe: Probe = {
    url: '',
    received: [],
    answer: { status: 200, body: '{}' },
    release: () => {
      probe.answer = { status: 200, body: '{}' };
      for (const res of held.splice(0)) res.end('{}');
    },
    close: () => stop(server),
  };
  const server = createServer(async (req, res) => {
    let raw = '';
    for await (const chunk of req.setEncoding('utf8')) raw += chunk;
    const body = JSON.parse(decrypt(JSON.parse(raw).encrypt));
    if (body.type === 'url_verification') {
      probe.received.push({ headers: req.headers, raw, body });
      res.end(JSON.stringify({ challenge: body.challenge }));
      return;
    }
    probe.received.push({ headers: req.headers, raw, body });
    if (probe.answer) res.writeHead(probe.answer.status).end(probe.answer.body);
    else held.push(res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  probe.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/event`;
  return probe;
}

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** A sandbox with a standing clock; real time stands still too unless a test moves `time.now`. */
export async function startStill(
  more: Partial<SandboxOptions> = {},
): Promise<{ sandbox: RunningSandbox; time: { now: number } }> {
  const time = { now: 0 };
  const sandbox = await startSandbox({
    port: 0,
    bureau: BUREAU,
    app: DEMO_APP,
    transport: 'webhook',
    clock: { now: DEMO_START, running: false },
    menu: [{ key: 'help', name: '帮助', enName: 'Help' }],
    monotonic: () => time.now,
    ...more,
  });
  return { sandbox, time };
}

type ApiAnswer = {
  code: number;
  msg: string;
  data: Record<string, unknown>;
  error?: Record<string, unknown>;
  tenant_access_token?: string;
};
export type Api = (
  method: string,
  path: string,
  body?: unknown,
) => Promise<{ status: number; headers: Headers; json: ApiAnswer }>;

/** Calls the Open API with a fresh token. */
export async function apiOf(sandbox: RunningSandbox): Promise<Api> {
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const init = { method, headers: { 'content-type': 'application/json', ...headers } };
    const answer = await fetch(
      `${sandbox.url}/open-apis${path}`,
      body === undefined ? init : { ...init, body: JSON.stringify(body) },
    );
    return { status: answer.status, headers: answer.headers, json: (await answer.json()) as ApiAnswer };
  };
  const credentials = { app_id: DEMO_APP.appId, app_secret: DEMO_APP.appSecret };
  const token = await call('POST', '/auth/v3/tenant_access_token/internal', credentials);
  const bearer = { authorization: `Bearer ${token.json.tenant_access_token}` };
  return (method, path, body) => call(method, path, body, bearer);
}

export const cardWith = (elements: unknown[]): Record<string, unknown> => ({
  schema: '2.0',
  config: { update_multi: true },
  header: { title: { tag: 'plain_text', content: '标题' }, template: 'blue' },
  body: { elements },
});
export const button = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  tag: 'button',
  text: { tag: 'plain_text', content: '好' },
  behaviors: [{ type: 'callback', value: { do: 'x' } }],
  ...more,
});

/** Sends a card to a person and gives its message id. */
export async function sendCard(api: Api, card: unknown, to: string = LI): Promise<string> {
  const sent = await api('POST', '/im/v1/messages?receive_id_type=open_id', {
    receive_id: to,
    msg_type: 'interactive',
    content: JSON.stringify(card),
  });
  if (sent.json.code !== 0) throw new Error(sent.json.msg);
  return String(sent.json.data.message_id);
}
