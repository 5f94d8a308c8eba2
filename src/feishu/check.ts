import { type Text, text } from '../kernel/text.ts';
import { type Call, path } from './call.ts';
import type { BotInfo } from './client.ts';
import type { Manifest } from './manifest.ts';
import { MessengerError } from './messenger.ts';
import { isObject, type JsonObject } from './parse.ts';

export type ProbeOptions = {
  readonly client: { readonly call: Call; botInfo(): Promise<BotInfo> };
  readonly manifest: Manifest;
  readonly print: (line: string) => void;
};
type Finding = { readonly ok: boolean; readonly words: Text };
type Client = ProbeOptions['client'];

const NO_SCOPE = 99991672;
const NO_DEPARTMENT = 40014;
const good = (words: Text): Finding => ({ ok: true, words });
const bad = (words: Text): Finding => ({ ok: false, words });

/** Words for faults that concern every call alike; an administrator reads them. */
const CAUSES: ReadonlyMap<number, Text> = new Map([
  [10003, text('App ID 或 App Secret 缺失', 'app id or secret missing')],
  [10014, text('应用已停用', 'the app is switched off')],
  [10015, text('App Secret 不正确', 'the app secret is wrong')],
  [99991401, text('本机 IP 不在应用的 IP 白名单内', "this machine is not in the app's IP allow list")],
  [99991403, text('本月接口调用额度已用完', 'the monthly API quota is used up')],
]);
const inWords = (thrown: unknown): Text => {
  if (!(thrown instanceof MessengerError)) return text('内部错误', 'internal error');
  return (
    CAUSES.get(thrown.code) ?? text(`调用失败（代码 ${thrown.code}）`, `call failed (code ${thrown.code})`)
  );
};

/** A call that asks for something that does not exist: any refusal but "no scope" shows that the scope is there. */
const REHEARSALS: ReadonlyArray<{ readonly scope: string; readonly make: (call: Call) => Promise<unknown> }> =
  [
    {
      scope: 'im:message:send_as_bot',
      make: (call) =>
        call({
          method: 'POST',
          path: '/im/v1/messages',
          query: { receive_id_type: 'open_id' },
          body: { receive_id: 'ou_nobody', msg_type: 'text', content: '{"text":""}' },
        }),
    },
    { scope: 'im:resource', make: (call) => call({ method: 'POST', path: '/im/v1/files', body: {} }) },
    {
      scope: 'im:message:readonly',
      make: (call) => call({ method: 'GET', path: path`/im/v1/messages/${'om_nothing'}` }),
    },
    {
      scope: 'im:chat:readonly',
      make: (call) => call({ method: 'GET', path: '/im/v1/chats', query: { page_size: '1' } }),
    },
    {
      scope: 'im:chat.members:read',
      make: (call) => call({ method: 'GET', path: path`/im/v1/chats/${'oc_nowhere'}/members` }),
    },
  ];

function missing(scope: string, manifest: Manifest): Finding {
  const why = manifest.scopes.find((s) => s.name === scope)?.why ?? { zh: '', en: '' };
  return bad(text(`缺少权限 ${scope}：${why.zh}`, `scope ${scope} is missing: ${why.en}`));
}

async function rehearse(client: Client, manifest: Manifest): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { scope, make } of REHEARSALS) {
    const thrown: unknown = await make(client.call).then(
      () => undefined,
      (e: unknown) => e,
    );
    const isRefusal =
      thrown instanceof MessengerError && thrown.fault === 'permanent' && !CAUSES.has(thrown.code);
    if (thrown instanceof MessengerError && thrown.code === NO_SCOPE) findings.push(missing(scope, manifest));
    else if (thrown === undefined || isRefusal)
      findings.push(good(text(`权限 ${scope} 可用`, `scope ${scope} works`)));
    else
      findings.push(
        bad(text(`${scope}：${inWords(thrown)['zh-CN']}`, `${scope}: ${inWords(thrown)['en-US']}`)),
      );
  }
  return findings;
}

const itemsOf = (body: JsonObject): readonly JsonObject[] =>
  isObject(body.data) && Array.isArray(body.data.items) ? body.data.items.filter(isObject) : [];

/** Fields the app may not read are left out without an error, so their absence is what shows a missing scope. */
const FIELDS = {
  department: {
    'contact:department.base:readonly': ['name'],
    'contact:department.organize:readonly': ['parent_department_id'],
  },
  user: {
    'contact:user.base:readonly': ['name'],
    'contact:user.department:readonly': ['department_ids', 'orders'],
    'contact:user.employee:readonly': ['status'],
  },
} as const;
function checkFields(items: readonly JsonObject[], of: keyof typeof FIELDS, manifest: Manifest): Finding[] {
  return Object.entries(FIELDS[of]).map(([scope, names]) =>
    items.some((item) => names.some((name: string) => item[name] !== undefined))
      ? good(text(`权限 ${scope} 可用`, `scope ${scope} works`))
      : missing(scope, manifest),
  );
}

/** The top departments, and the members of the first of them that has any. */
async function sampleContacts(
  call: Call,
): Promise<{ departments: readonly JsonObject[]; users: readonly JsonObject[] }> {
  const children = path`/contact/v3/departments/${'0'}/children`;
  const departments = itemsOf(await call({ method: 'GET', path: children, query: { page_size: '50' } }));
  for (const { open_department_id: id } of departments) {
    const query = { department_id: String(id), page_size: '50' };
    const users = itemsOf(await call({ method: 'GET', path: '/contact/v3/users/find_by_department', query }));
    if (users.length > 0) return { departments, users };
  }
  return { departments, users: [] };
}

/** A refused reading of the directory, in words. */
function contactFault(thrown: unknown, manifest: Manifest): Finding {
  const code = thrown instanceof MessengerError ? thrown.code : 0;
  if (code === NO_SCOPE) return missing('contact:contact.base:readonly', manifest);
  if (code === NO_DEPARTMENT)
    return bad(
      text(
        '通讯录权限范围未包含全员，请在“权限管理 → 通讯录权限范围”中扩大',
        'the contact data range does not cover all staff; widen it under Permissions',
      ),
    );
  return bad(text(`通讯录：${inWords(thrown)['zh-CN']}`, `contacts: ${inWords(thrown)['en-US']}`));
}

async function checkContacts(client: Client, manifest: Manifest): Promise<readonly Finding[]> {
  try {
    const { departments, users } = await sampleContacts(client.call);
    if (departments.length === 0)
      return [bad(text('通讯录权限范围内没有部门', 'no department lies within the contact data range'))];
    const fields = checkFields(departments, 'department', manifest);
    const unknown = text(
      '一级部门没有直属人员，人员字段未检查',
      'top departments have no direct members; fields of people not checked',
    );
    return users.length === 0
      ? [...fields, good(unknown)]
      : [...fields, ...checkFields(users, 'user', manifest)];
  } catch (thrown) {
    return [contactFault(thrown, manifest)];
  }
}

const UNSEEN = text(
  '事件订阅、回调、菜单、可用范围和版本发布无法通过接口检查：请给机器人发一条消息，点一次卡片按钮确认。',
  'Event subscription, callback, menu, availability and publication can not be asked for: write to the bot and press a card button to be sure.',
);

/**
 * Tries every call the bot needs, without sending or changing anything, and says in words what is missing.
 * @returns the exit code: 0 when nothing is missing, else 1. Never throws.
 */
export async function probe({ client, manifest, print }: ProbeOptions): Promise<0 | 1> {
  const findings: Finding[] = [];
  const tell = (list: readonly Finding[]): void => {
    findings.push(...list);
    for (const { ok, words } of list) print(`${ok ? '[ok]' : '[!!]'} ${words['zh-CN']} / ${words['en-US']}`);
  };
  try {
    const bot = await client.botInfo();
    tell([good(text(`机器人：${bot.name}（${bot.openId}）`, `bot: ${bot.name}`))]);
    if (!bot.active)
      tell([
        bad(
          text(
            '机器人未启用，请发布版本并由管理员启用',
            'the bot is not in use yet; publish a version and have it enabled',
          ),
        ),
      ]);
    tell(await rehearse(client, manifest));
    tell(await checkContacts(client, manifest));
  } catch (thrown) {
    tell([bad(text(`无法连接：${inWords(thrown)['zh-CN']}`, `no connection: ${inWords(thrown)['en-US']}`))]);
  }
  print(`[--] ${UNSEEN['zh-CN']} / ${UNSEEN['en-US']}`);
  return findings.every((f) => f.ok) ? 0 : 1;
}
