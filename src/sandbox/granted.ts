/** What the tenant granted to the app: scopes, and what it subscribed to. The shape is that of the app's manifest. */
export type Granted = {
  readonly scopes: readonly string[];
  readonly events: readonly string[];
  readonly callbacks: readonly string[];
};

/** Contact reading, any of these. They open calls and events; fields have scopes of their own. */
export const CONTACT = [
  'contact:contact.base:readonly',
  'contact:contact:readonly_as_app',
  'contact:contact:access_as_app',
];
/** These two open every contact field. */
const ALL_FIELDS = ['contact:contact:readonly_as_app', 'contact:contact:access_as_app'];
const OPERATOR_NAME = 'application:application.bot.operator_name:readonly';

/** Scopes that an event needs, any of them; message events depend on the chat and have their own line in `hears`. */
const EVENT_SCOPES: ReadonlyArray<readonly [RegExp, readonly string[]]> = [
  [/^im\.chat\.member\.bot\./, ['im:chat', 'im:chat:readonly', 'im:chat.members:bot_access']],
  [/^im\.chat\.disbanded/, ['im:chat', 'im:chat:readonly']],
  [/^contact\./, CONTACT],
];
const MESSAGE_SCOPES: Readonly<Record<string, readonly string[]>> = {
  p2p: ['im:message.p2p_msg:readonly', 'im:message.p2p_msg'],
  group: ['im:message.group_at_msg:readonly', 'im:message.group_msg'],
};

/** Fields that are silently absent without their scope (vendor pages of user and department). */
const FIELD_SCOPES: Readonly<Record<string, string>> = {
  user_id: 'contact:user.employee_id:readonly',
  en_name: 'contact:user.base:readonly',
  avatar: 'contact:user.base:readonly',
  department_ids: 'contact:user.department:readonly',
  orders: 'contact:user.department:readonly',
  job_title: 'contact:user.employee:readonly',
  employee_type: 'contact:user.employee:readonly',
  employee_no: 'contact:user.employee:readonly',
  join_time: 'contact:user.employee:readonly',
  city: 'contact:user.employee:readonly',
  gender: 'contact:user.gender:readonly',
  parent_department_id: 'contact:department.organize:readonly',
  leaders: 'contact:department.organize:readonly',
  order: 'contact:department.organize:readonly',
  member_count: 'contact:department.organize:readonly',
  department_hrbps: 'contact:department.hrbp:readonly',
};
/** The same field name has another scope for people than for departments. */
const KIND_SCOPES: Readonly<Record<'user' | 'department', Readonly<Record<string, string>>>> = {
  user: {
    name: 'contact:user.base:readonly',
    leader_user_id: 'contact:user.department:readonly',
    status: 'contact:user.employee:readonly',
  },
  department: {
    name: 'contact:department.base:readonly',
    department_id: 'contact:department.base:readonly',
    chat_id: 'contact:department.base:readonly',
    status: 'contact:department.base:readonly',
    leader_user_id: 'contact:department.organize:readonly',
  },
};

/** Answers what the app may do. Without a `Granted` it may do everything. */
export class Grants {
  readonly #granted: Granted | undefined;
  constructor(granted: Granted | undefined) {
    this.#granted = granted;
  }

  any(scopes: readonly string[]): boolean {
    return scopes.length === 0 || !this.#granted || scopes.some((s) => this.#granted?.scopes.includes(s));
  }

  /** Whether an event reaches the app: subscribed, and one of its scopes granted. */
  hears(eventType: string, event: object): boolean {
    if (!this.#granted) return true;
    const chatType = (event as { message?: { chat_type?: string } }).message?.chat_type;
    const needed = chatType
      ? MESSAGE_SCOPES[chatType]
      : EVENT_SCOPES.find(([type]) => type.test(eventType))?.[1];
    return this.#granted.events.includes(eventType) && this.any(needed ?? []);
  }

  calledBack(callback: string): boolean {
    return this.#granted?.callbacks.includes(callback) ?? true;
  }

  /** A user or department object without the fields that no scope opens. */
  fields(kind: 'user' | 'department', object: Record<string, unknown>): Record<string, unknown> {
    const visible = (field: string): boolean => {
      const scope = KIND_SCOPES[kind][field] ?? FIELD_SCOPES[field];
      return scope === undefined || this.any([scope, ...ALL_FIELDS]);
    };
    return Object.fromEntries(Object.entries(object).filter(([field]) => visible(field)));
  }

  /** An event without employee ids and operator names, unless granted. */
  redact<T>(event: T): T {
    const hidden = [
      ...(this.any(['contact:user.employee_id:readonly']) ? [] : ['user_id']),
      ...(this.any([OPERATOR_NAME]) ? [] : ['operator_name']),
    ];
    return JSON.parse(JSON.stringify(event, (key, value) => (hidden.includes(key) ? undefined : value)));
  }
}
