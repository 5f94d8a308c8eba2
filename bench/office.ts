import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { type App, composition, createApp } from '../src/app.ts';
import { RISK_SHEET } from '../src/capabilities/risks/index.ts';
import { loadSettings } from '../src/config.ts';
import type { Envelope } from '../src/kernel/envelope.ts';
import { randomIds } from '../src/kernel/ids.ts';
import { makeLogger } from '../src/process.ts';
import { readApart } from '../src/reading.ts';
import { ledgerStore } from '../src/store/ledger/ledger.ts';
import type { Doc, Store } from '../src/store/store.ts';
import { writeApart } from '../src/writing.ts';
import { bureau, bureauDocs } from './bureau.ts';
import { willingFeishu } from './feishu.ts';
import { KEY } from './place.ts';
import { START } from './register.ts';
import { commitOf } from './seed.ts';

/** The loop's delay is looked at so often, milliseconds: a block is known as exactly as that. */
const SAMPLE_MS = 1;
/** A block before the first look would not be seen, nor one after the last. */
const AROUND_MS = 20;
const ADMIN = 'ou_admin';

const nameIn = (list: ReadonlyArray<{ id: string; name: string }>, id: string | undefined): string =>
  list.find((one) => one.id === id)?.name ?? '';

/** One row of the screening table as units fill it in, with words of its own so that nothing is there already. */
function rowOf(n: number): Readonly<Record<string, string>> {
  const post = bureau.posts[n % bureau.posts.length];
  return {
    no: String(n + 1),
    unit: nameIn(bureau.units, post?.unit),
    division: nameIn(bureau.divisions, post?.division),
    post: post?.name ?? '',
    power: '大额支付',
    step: '支付审批',
    source: '岗位职责',
    title: `第 ${n} 类支付的审批程序缺项`,
    content: `办理第 ${n} 类支付时，可能因资料不全而提前付款，或者把应当集体研究的事项拆成几笔分别审批。`,
    manifestation: '缺少验收单即提交支付；同一合同在一个月内出现多笔接近限额的付款。',
    cause: '起草与复核由一人完成，限额的计算口径没有写进制度。',
    concerns: '财',
    likelihood: '中',
    harm: '高',
    measure: '第二人按清单复核并签名，每月由财务部门抽查十笔，抽查记录随凭证归档。',
    process: '限额以上的付款由部门会议研究，会议记录留存。',
    rule: '《大额资金支付管理办法》第七条。',
    deadline: '长期坚持',
    indicator: '抽查发现的缺项笔数',
    method: '自己找',
    opinion: '同意',
    date: '2026-03-31',
  };
}

/** Written apart: what writing it leaves behind must not be swept up while the first act is watched. */
function fileOf(rows: number): Promise<Uint8Array> {
  const columns = RISK_SHEET.columns.filter((c) => !c.onlyRead);
  const cells = Array.from({ length: rows }, (_, n) => rowOf(n)).map((r) =>
    columns.map((c) => r[c.field] ?? ''),
  );
  return writeApart.tables([{ name: RISK_SHEET.name, columns, rows: cells }]);
}

/** Milliseconds: the longest time in which nobody else had a turn, and the whole act with its messages. */
type Act = { readonly block: number; readonly ms: number };
export type OfficeFigures = { readonly rows: number; readonly acts: Readonly<Record<string, Act>> };

/** What the office admin does. Throws when the bot refuses. */
function office(app: App, store: Store) {
  let n = 0;
  const take = async (envelope: Envelope): Promise<void> => {
    const { toast } = await app.handle(envelope);
    if (toast && toast.type !== 'success' && toast.type !== 'info') throw new Error(toast.text['en-US']);
    while ((await app.round()) > 0);
  };
  const at = () => {
    n += 1;
    return { openId: ADMIN, cause: `office:${n}`, chatId: 'oc_p2p', messageId: `om_act${n}`, at: START };
  };
  return {
    says: (text: string, file?: { key: string; name: string }) =>
      take({ kind: 'message', chatType: 'p2p', text, ...at(), ...(file ? { file } : {}) }),
    clicks: (act: string, { id, rev }: Pick<Doc, 'id' | 'rev'>, form: Record<string, string> = {}) =>
      take({ kind: 'click', value: { do: act, id, rev }, form, ...at() }),
    async batch(): Promise<Doc> {
      const [only] = (await store.list('import', { limit: 1 })).items;
      if (!only) throw new Error('nothing was imported');
      return only;
    },
  };
}

async function watched(act: () => Promise<void>): Promise<Act> {
  const delay = monitorEventLoopDelay({ resolution: SAMPLE_MS });
  delay.enable();
  await setTimeout(AROUND_MS);
  const from = performance.now();
  await act();
  const ms = performance.now() - from;
  await setTimeout(AROUND_MS);
  delay.disable();
  return { block: delay.max / 1e6, ms };
}

/** The heavy acts of an office on a bureau's whole register, each with the longest block of the bot's loop meanwhile. */
export async function run({ dir, rows }: { dir: string; rows: number }): Promise<OfficeFigures> {
  const folder = mkdtempSync(join(dir, 'office-'));
  const bytes = await fileOf(rows);
  const made = composition(undefined, { read: readApart, ...writeApart });
  const clock = (): string => START;
  const store = ledgerStore({ dir: folder, key: KEY, kinds: made.registry.kinds, now: clock });
  await store.open();
  await store.commit(commitOf('seed:bureau', bureauDocs));
  const files: number[] = [];
  const feishu = willingFeishu();
  const logger = makeLogger('info');
  const app = createApp(
    {
      ...{ settings: loadSettings(), store, clock, ids: randomIds(), worker: 'bench' },
      messenger: {
        ...feishu,
        download: async () => bytes,
        sendFile: (to, file, uuid) => {
          files.push(file.bytes.length);
          return feishu.sendFile(to, file, uuid);
        },
      },
      readDirectory: async () => ({ departments: [], users: [] }),
      log: (level, event, facts) => logger[level](facts ?? {}, event),
    },
    made,
  );
  const { says, clicks, batch } = office(app, store);
  const way = { as: 'effective', basis: '局党组会 2026 年第 3 次会议审定' };
  const acts = {
    check: await watched(() => says('', { key: 'file', name: '风险点.xlsx' })),
    answer: await watched(async () => clicks('imports.answer', await batch(), way)),
    confirm: await watched(async () => clicks('imports.confirm', await batch())),
    register: await watched(() => says('台账')),
    edition: await watched(() => clicks('edition.compile', { id: '-', rev: 0 })),
    undo: await watched(async () => clicks('imports.undo', await batch())),
  };
  if (files.length !== 1) throw new Error(`${files.length} registers were sent`);
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  return { rows, acts };
}
