import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { z } from 'zod';
import { card } from '../../cards/kit/card.ts';
import { button, form, input, para, submit } from '../../cards/kit/elements.ts';
import { loadSettings } from '../../src/config.ts';
import type { Capability, RawInput } from '../../src/kernel/capability.ts';
import type { Envelope } from '../../src/kernel/envelope.ts';
import { countedIds } from '../../src/kernel/ids.ts';
import { same, text } from '../../src/kernel/text.ts';
import { workCalendar } from '../../src/kernel/workdays.ts';
import { answerShelf } from '../../src/runtime/answers.ts';
import type { Bot } from '../../src/runtime/bot.ts';
import { runtimeCards } from '../../src/runtime/cards.ts';
import { handle } from '../../src/runtime/handle.ts';
import { outbox } from '../../src/runtime/outbox.ts';
import { readingNotes } from '../../src/runtime/readings.ts';
import { registryOf } from '../../src/runtime/registry.ts';
import { renewal } from '../../src/runtime/renewal.ts';
import { tick } from '../../src/runtime/tick.ts';
import type { FileSystem } from '../../src/store/ledger/files.ts';
import { ledgerStore } from '../../src/store/ledger/ledger.ts';
import { smallOrganization } from '../support/bureau.ts';
import { botLog, secretKey } from '../support/log-watch.ts';
import { recordingMessenger } from '../support/messenger.ts';

type Tally = { readonly n: number };
const tallyCard = (n: number, rev: number) =>
  card({ audience: 'private', title: text('计数', 'Tally'), colour: 'blue', waits: n < 3 }, [
    para(same(n)),
    button(text('加一', 'Add one'), { do: 'toy.add', id: 'T', rev }),
    form('f', [
      input({ name: 'by', label: text('数量', 'Amount'), max: 5 }),
      submit(text('加', 'Add'), 's', { do: 'toy.add', id: 'T', rev }),
    ]),
  ]);

/** A capability of one number: enough to see commits, copies, refusals, forms, slots and files. */
const toy: Capability = {
  name: 'toy',
  kinds: [{ kind: 'tally', schema: 1, indexes: {} }],
  commands: {
    'toy.resend': {
      action: 'self.use',
      input: z.custom<RawInput>(),
      run: async (acting, { id }: RawInput) => ({
        kind: 'done',
        change: {
          events: [
            {
              type: 'delivery.resend',
              about: `row:${id}`,
              by: acting.actor.id,
              at: acting.now,
              data: { row: id },
            },
          ],
        },
        answer: async () => ({}),
      }),
    },
    'toy.add': {
      action: 'self.use',
      input: z.custom<RawInput>(),
      run: async (acting, { rev, form: typed }: RawInput) => {
        const doc = await acting.read.get<Tally>({ kind: 'tally', id: 'T' });
        const n = doc?.body.n ?? 0;
        if ((doc?.rev ?? 0) !== rev)
          return {
            kind: 'refused',
            why: text('已变', 'changed'),
            card: tallyCard(n, doc?.rev ?? 0),
            record: { type: 'toy.refused', about: 'tally:T', by: acting.actor.id, at: acting.now },
          };
        const by = typed.by === undefined ? 1 : Number(typed.by);
        if (!Number.isInteger(by))
          return { kind: 'invalid', why: text('数量要填整数', 'Amount must be a whole number') };
        return {
          kind: 'done',
          change: {
            events: [{ type: 'toy.added', about: 'tally:T', by: acting.actor.id, at: acting.now }],
            put: [{ kind: 'tally', id: 'T', rev, body: { n: n + by } }],
            messages: [
              {
                to: { person: 'ou_head' },
                card: 'toy.tally',
                about: 'tally:T',
                when: 'working',
                gather: true,
              },
            ],
          },
          answer: async (after) => {
            const now = await after.read.get<Tally>({ kind: 'tally', id: 'T' });
            return {
              card: tallyCard(now?.body.n ?? 0, now?.rev ?? 0),
              shows: { card: 'toy.tally', about: 'tally:T' },
            };
          },
        };
      },
    },
  },
  words: [
    {
      words: ['计数', 'tally'],
      action: 'self.use',
      run: async () => ({
        kind: 'show',
        answer: { card: tallyCard(0, 0), shows: { card: 'toy.tally', about: 'tally:T' } },
      }),
    },
  ],
  cards: {
    'toy.tally': async (world, id) => {
      const doc = await world.read.get<Tally>({ kind: 'tally', id });
      return tallyCard(doc?.body.n ?? 0, doc?.rev ?? 0);
    },
    'toy.private': async () => tallyCard(0, 0),
  },
  files: { 'toy.file': async () => ({ name: 'a.xlsx', bytes: new Uint8Array(1) }) },
  schedules: [
    {
      name: 'toy.daily',
      due: async (_world, since, until) =>
        ['2026-11-24', '2026-11-25', '2026-11-26']
          .map((d) => ({ key: d, at: `${d}T02:00:00.000Z` }))
          .filter((s) => s.at > since && s.at <= until),
      run: async (world, slot) => ({
        events: [{ type: 'toy.day', about: `day:${slot.key}`, by: 'system', at: world.now }],
        messages: [{ to: { chat: 'oc_u1' }, card: 'toy.private', about: `day:${slot.key}`, when: 'now' }],
      }),
    },
  ],
  on: {
    'toy.added': async (world) => ({
      put: [
        {
          kind: 'tally',
          id: 'echo',
          rev: (await world.read.get({ kind: 'tally', id: 'echo' }))?.rev ?? 0,
          body: { n: 1 },
        },
      ],
    }),
  },
  refusals: {},
};

export const START = '2026-11-23T01:00:00.000Z';
const opened: Bot['store'][] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) if (store.status().state !== 'closed') await store.close();
});

/** The runtime on a real store, with the toy capability only. */
export async function toyBot(dir = mkdtempSync(join(tmpdir(), 'toy-')), files?: FileSystem) {
  let now = START;
  const messenger = recordingMessenger();
  const answers = answerShelf();
  const registry: Bot['registry'] = registryOf(
    [toy, { name: 'runtime', kinds: [], commands: {}, refusals: {}, schedules: [renewal(() => registry)] }],
    { cards: runtimeCards(answers) },
  );
  const disk = files ? { files } : {};
  const { kinds } = registry;
  const store = ledgerStore({ dir, key: secretKey(1), kinds, now: () => now, ...disk });
  await store.open();
  opened.push(store);
  const settings = loadSettings();
  const logged: string[] = [];
  const org = smallOrganization();
  const bot: Bot = {
    store,
    messenger,
    registry,
    settings,
    answers,
    readings: readingNotes(),
    calendar: workCalendar(settings.holidays),
    clock: () => now,
    ids: countedIds(dir.slice(-3)),
    log: botLog(logged),
    loadOrganization: async () => org,
    wake: () => {},
  };
  const rows = outbox(bot, 'w1');
  let n = 0;
  return {
    bot,
    store,
    messenger,
    logged,
    dir,
    at: (instant: string) => {
      now = instant;
    },
    tick: () => tick(bot),
    drain: async () => {
      while ((await rows.round()) > 0);
    },
    round: () => rows.round(),
    click: (
      person: string,
      rev: number,
      more: Partial<Extract<Envelope, { kind: 'click' }>> = {},
      other: Partial<Bot> = {},
    ) =>
      handle(
        { ...bot, ...other },
        {
          kind: 'click',
          cause: `evt:${++n}`,
          openId: person,
          chatId: 'oc_x',
          messageId: 'om_clicked',
          value: { do: 'toy.add', id: 'T', rev },
          at: now,
          ...more,
        },
      ),
    say: (person: string, text_: string, more: Partial<Extract<Envelope, { kind: 'message' }>> = {}) =>
      handle(bot, {
        kind: 'message',
        cause: `msg:${++n}`,
        openId: person,
        chatId: 'oc_p',
        chatType: 'p2p',
        messageId: `om_${n}`,
        text: text_,
        at: now,
        ...more,
      }),
  };
}
