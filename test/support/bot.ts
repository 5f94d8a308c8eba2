import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Card } from '../../cards/kit/card.ts';
import { type App, composition, createApp } from '../../src/app.ts';
import { loadSettings } from '../../src/config.ts';
import type { DirectorySnapshot } from '../../src/feishu/directory.ts';
import type { Envelope, Reply } from '../../src/kernel/envelope.ts';
import { countedIds } from '../../src/kernel/ids.ts';
import type { OrganizationData } from '../../src/kernel/people.ts';
import type { Settings } from '../../src/kernel/settings.ts';
import type { Log } from '../../src/runtime/bot.ts';
import { ledgerStore } from '../../src/store/ledger/ledger.ts';
import { postgresStore } from '../../src/store/postgres/postgres.ts';
import type { Put, Store } from '../../src/store/store.ts';
import { smallBureau } from './bureau.ts';
import { logLine, secretKey, typing } from './log-watch.ts';
import { type RecordingMessenger, recordingMessenger, type Shown } from './messenger.ts';
import { pressables } from './read-card.ts';

/** Monday 2026-11-23 09:00 in Shanghai. */
export const MONDAY_9 = '2026-11-23T01:00:00.000Z';

export type { Shown } from './messenger.ts';
export { pressables, wordsOn } from './read-card.ts';

export type TestBot = {
  readonly app: App;
  readonly store: Store;
  readonly messenger: RecordingMessenger;
  now(): string;
  /** Moves the clock to an instant, ticks and empties the outbox. */
  goTo(instant: string): Promise<void>;
  /** A person writes to the bot in private, or in a group with `chat`; gives the newest message to them or that group. */
  says(person: string, text: string, chat?: string): Promise<Shown | undefined>;
  sendsFile(person: string, name: string, bytes: Uint8Array): Promise<Shown | undefined>;
  presses(person: string, menuKey: string): Promise<Shown | undefined>;
  /** Clicks the button whose `do` (or zh label) matches on a message's card; form values as the client would send them. */
  clicks(
    person: string,
    on: Shown,
    button: string,
    more?: {
      form?: Record<string, unknown>;
      option?: string;
      match?: (value: Record<string, unknown>) => boolean;
      cause?: string;
    },
  ): Promise<Reply>;
  /** Messages to a person or a group, oldest first. */
  to(recipient: string): readonly Shown[];
  close(): Promise<void>;
};

const docsOf = (data: OrganizationData): readonly Put[] => {
  const bare = ({ id: _id, ...body }: { id: string }): object => body;
  const put = (kind: string, id: string, body: object, sealed?: object): Put => ({
    kind,
    id,
    rev: 0,
    body,
    ...(sealed ? { sealed } : {}),
  });
  return [
    ...data.people.map(({ id, name, enName, employeeNo, jobTitle, ...body }) =>
      put('person', id, body, {
        name,
        ...(enName ? { enName } : {}),
        ...(employeeNo ? { employeeNo } : {}),
        ...(jobTitle ? { jobTitle } : {}),
      }),
    ),
    ...data.units.map((u) => put('unit', u.id, bare(u))),
    ...data.divisions.map((d) => put('division', d.id, bare(d))),
    ...data.posts.map((p) => put('post', p.id, bare(p))),
    ...data.steps.map((s) => put('step', s.id, bare(s))),
    ...data.grants.map((g) => put('grant', `${g.role}:${g.scope}:${g.person}`, g)),
    ...data.chats.map((c) =>
      put('chat', c.chat, {
        name: c.name,
        inside: true,
        purpose: c.purpose,
        ...(c.unit ? { unit: c.unit } : {}),
        ...(c.division ? { division: c.division } : {}),
        ...(c.ceiling ? { ceiling: c.ceiling } : {}),
      }),
    ),
    put('stamp', 'organization', { changes: 1 }),
  ];
};

/** The real app on a real ledger store in a temporary folder, with a clock that only moves when told to. */
export async function testBot(
  options: {
    data?: OrganizationData;
    start?: string;
    directory?: DirectorySnapshot;
    dir?: string;
    /** Another configuration than the sandbox's. */
    settings?: (shipped: Settings) => Settings;
    /** Makes its ids differ from those of another bot on the same data. */
    salt?: string;
    /** Takes the log lines; without it an error line fails the test. */
    log?: Log;
    /** One of several instances on one database: its name, the shared store and the Feishu they share. */
    instance?: { name: string; databaseUrl: string; messenger: RecordingMessenger };
  } = {},
): Promise<TestBot> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'qingfeng-'));
  let now = options.start ?? MONDAY_9;
  let n = 0;
  const made = composition();
  const parts = { key: secretKey(7), kinds: made.registry.kinds, now: () => now };
  const { instance } = options;
  const store: Store = instance
    ? postgresStore({ ...parts, url: instance.databaseUrl })
    : ledgerStore({ ...parts, dir: join(dir, 'store') });
  await store.open();
  const messenger = instance?.messenger ?? recordingMessenger();
  const log: Log = (level, event, facts) => {
    const line = logLine(event, facts);
    if (options.log) options.log(level, event, facts);
    else if (level === 'error') throw new Error(line);
  };
  const app = createApp(
    {
      settings:
        options.settings?.(loadSettings({ also: ['sandbox.json'] })) ??
        loadSettings({ also: ['sandbox.json'] }),
      store,
      messenger,
      clock: () => now,
      ids: countedIds(options.salt ?? instance?.name),
      log,
      worker: instance?.name ?? 'test',
      readDirectory: async () => options.directory ?? { departments: [], users: [] },
    },
    made,
  );
  const data = options.data ?? smallBureau;
  if (data.people.length > 0 && !(await store.get({ kind: 'stamp', id: 'organization' })))
    await store.commit({
      requestId: 'seed',
      fingerprint: 'seed',
      at: now,
      actor: 'system',
      reason: 'seed',
      put: docsOf(data),
    });
  const drain = async (): Promise<void> => {
    while ((await app.round()) > 0);
  };
  const newest = (recipient: string): Shown | undefined => to(recipient).at(-1);
  const to = (recipient: string): readonly Shown[] =>
    messenger.messages.filter((m) => ('person' in m.to ? m.to.person : m.to.chat) === recipient);
  const cause = (kind: string): string => `${kind}:${++n}`;
  const spoken = async (envelope: Envelope, seenIn: string): Promise<Shown | undefined> => {
    const before = to(seenIn).length;
    await app.handle(envelope);
    await drain();
    return to(seenIn).length > before ? newest(seenIn) : undefined;
  };
  return {
    app,
    store,
    messenger,
    now: () => now,
    async goTo(instant) {
      now = instant;
      await app.tick();
      await drain();
    },
    says: (openId, text, chat) => {
      const id = `om_said${++n}`;
      typing(text);
      return spoken(
        {
          kind: 'message',
          cause: `msg:${id}`,
          openId,
          chatId: chat ?? `oc_p2p_${openId.slice(3)}`,
          chatType: chat ? 'group' : 'p2p',
          messageId: id,
          text,
          at: now,
        },
        chat ?? openId,
      );
    },
    sendsFile: (openId, name, bytes) => {
      const id = `om_said${++n}`;
      typing(name);
      messenger.files.set(`file_${n}`, bytes);
      return spoken(
        {
          kind: 'message',
          cause: `msg:${id}`,
          openId,
          chatId: `oc_p2p_${openId.slice(3)}`,
          chatType: 'p2p',
          messageId: id,
          text: '',
          file: { key: `file_${n}`, name },
          at: now,
        },
        openId,
      );
    },
    presses: (openId, key) => spoken({ kind: 'menu', cause: cause('evt'), openId, key, at: now }, openId),
    async clicks(openId, on, button, more = {}) {
      const all = pressables(on.card as Card);
      const target = all.find(
        (p) => (p.value.do === button || p.label === button) && (more.match?.(p.value) ?? true),
      );
      if (!target)
        throw new Error(
          `no button "${button}" on: ${all.map((p) => `${p.label}=${String(p.value.do)}`).join(', ')}`,
        );
      typing(more.form);
      const reply = await app.handle({
        kind: 'click',
        cause: more.cause ?? cause('evt'),
        openId,
        chatId: on.chatId,
        messageId: on.id,
        value: JSON.parse(JSON.stringify(target.value)),
        ...(more.form ? { form: more.form } : {}),
        ...(more.option === undefined ? {} : { option: more.option }),
        at: now,
      });
      if (reply.card) on.card = reply.card;
      await drain();
      return reply;
    },
    to,
    async close() {
      await store.close();
      if (!options.dir) rmSync(dir, { recursive: true, force: true });
    },
  };
}
