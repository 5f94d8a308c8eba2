import ExcelJS from 'exceljs';
import type { RiskBody } from '../../src/capabilities/risks/index.ts';
import type { Reply } from '../../src/kernel/envelope.ts';
import { instantOf } from '../../src/kernel/time.ts';
import type { Put } from '../../src/store/store.ts';
import { approve, approvedBody } from '../publicity/approved.ts';
import { riskBody, worldAt } from '../risks/fixture.ts';
import { type Shown, type TestBot, testBot } from '../support/bot.ts';
import { person, smallBureau } from '../support/bureau.ts';
import { typing } from '../support/log-watch.ts';

/** A small register in which every record's texts carry a mark of their own, so that a leak has a name. */
export const at = (date: string, time: string): string => instantOf(date, time, 'Asia/Shanghai');
const DAY = '2026-11-23';
export const data = {
  ...smallBureau,
  people: [
    ...smallBureau.people,
    person('plain', { unit: 'U1', division: 'D3' }),
    person('auditor', { unit: 'U0', division: 'D0' }),
  ],
  grants: [...smallBureau.grants, { person: 'ou_auditor', role: 'auditor' as const, scope: '*' }],
};
/** Everybody, and somebody whom the directory does not know. */
export const everybody: readonly string[] = [...data.people.map((p) => p.id), 'ou_nobody'];

export const MARKS = {
  inReview: 'MARKinreview',
  draft: 'MARKdraft',
  returned: 'MARKreturned',
  withdrawn: 'MARKwithdrawn',
  peer: 'MARKpeer',
  effective: 'MARKeffective',
  published: 'MARKpublished',
  objection: 'MARKobjection',
} as const;
export type Mark = keyof typeof MARKS;

/**
 * Who may read which record, written by hand from the domain's visibility table and never from the policy:
 * own · the head's division · the unit leader's unit · the branch leader's area · the bureau's leaders, the office, the
 * discipline officers and the auditor all. Drafts are nobody else's. Objections: who raised it and who answers it.
 */
const ALL_SEEING = ['ou_chief', 'ou_member', 'ou_officer', 'ou_officer2', 'ou_admin', 'ou_auditor'];
const OF_D1 = ['ou_clerk', 'ou_head', 'ou_branch', ...ALL_SEEING];
const OF_D2 = ['ou_buyer', 'ou_sectionhead', 'ou_unithead', 'ou_branch', ...ALL_SEEING];
/** A notice for its unit: the unit's people, whoever leads it, and those who see all. */
const OF_U1 = [
  ...data.people.filter((p) => p.active && p.unit === 'U1').map((p) => p.id),
  'ou_branch',
  ...ALL_SEEING,
];
export const readers: Readonly<Record<Mark, readonly string[]>> = {
  inReview: OF_D1,
  draft: ['ou_buyer'],
  returned: OF_D2,
  withdrawn: OF_D2,
  peer: [...OF_D1, 'ou_clerk2'],
  effective: [...OF_D2, 'ou_plain'],
  published: OF_U1,
  objection: ['ou_plain', 'ou_officer', 'ou_officer2'],
};

const BUYER = { level: 'post', unit: 'U1', division: 'D2', post: 'P2' } as const;
const textsOf = (mark: string) => ({
  title: `${mark}题目`,
  content: `在采购环节可能${mark}内容不全`,
  manifestation: `可能${mark}表现`,
  rootCause: `${mark}原因`,
  measure: `由两人复核${mark}措施`,
  comments: { t1: `${mark}意见` },
});
const risk = (id: string, body: RiskBody, mark: Mark): Put => ({
  kind: 'risk',
  id,
  rev: 0,
  body,
  sealed: textsOf(MARKS[mark]),
});

export type Register = { readonly bot: TestBot; readonly ids: Readonly<Record<Mark | 'notice', string>> };

/** In a folder of its own that goes with it, or in `dir`. */
export async function register(dir?: string): Promise<Register> {
  const bot = await testBot({
    ...{ data, start: at(DAY, '09:00'), log: () => {} },
    ...(dir === undefined ? {} : { dir }),
  });
  await bot.goTo(at(DAY, '09:00'));
  const given = worldAt(bot.now(), data);
  const buyers = { declarer: 'ou_buyer', place: BUYER };
  const ended = { ...riskBody(buyers, given), chain: [] };
  const put = [
    risk('R-inreview', riskBody({}, given), 'inReview'),
    risk('R-draft', { ...ended, status: 'draft' }, 'draft'),
    risk('R-returned', { ...ended, status: 'returned', due: '2026-12-01' }, 'returned'),
    risk('R-withdrawn', { ...ended, status: 'withdrawn' }, 'withdrawn'),
    risk('R-peer', riskBody({ declarer: 'ou_clerk2', method: 'peer' }, given), 'peer'),
    risk(
      'R-effective',
      { ...approvedBody(bot.now()), status: 'effective', effectiveAt: bot.now() },
      'effective',
    ),
  ];
  await bot.store.commit({
    requestId: 'marks',
    fingerprint: 'm',
    at: bot.now(),
    actor: 'system',
    reason: 'test',
    put,
  });
  await approve(bot, ['published'], { words: MARKS.published });
  await bot.goTo(at(DAY, '09:30'));
  const notice = (await bot.store.list('notice', { limit: 1 })).items[0]?.id ?? '';
  await clickOn(bot, 'ou_plain', 'publicity.submit', notice, {
    form: { item: 'R-published', text: `对该项有异议：${MARKS.objection}` },
  });
  const objection = (await bot.store.list('objection', { limit: 1 })).items[0]?.id ?? '';
  if (!notice || !objection) throw new Error('the register was not set up');
  await bot.goTo(at(DAY, '10:30'));
  const id = (name: string) => `R-${name}`;
  return {
    bot,
    ids: {
      inReview: id('inreview'),
      draft: id('draft'),
      returned: id('returned'),
      withdrawn: id('withdrawn'),
      peer: id('peer'),
      effective: id('effective'),
      published: id('published'),
      objection,
      notice,
    },
  };
}

let n = 0;
/** A click whose value a hostile client made up: any command, any id, on a message of the person's own chat. */
export function clickOn(
  bot: TestBot,
  openId: string,
  command: string,
  id: string,
  more: {
    rev?: number;
    form?: Record<string, unknown>;
    option?: string;
    value?: Record<string, unknown>;
    chat?: string;
  } = {},
): Promise<Reply> {
  n += 1;
  typing(more.form);
  return bot.app.handle({
    kind: 'click',
    cause: `evt:hostile${n}`,
    openId,
    chatId: more.chat ?? `oc_p2p_${openId.slice(3)}`,
    messageId: `om_hostile${n}`,
    value: { do: command, id, rev: more.rev ?? 1, ...more.value },
    ...(more.form ? { form: more.form } : {}),
    ...(more.option === undefined ? {} : { option: more.option }),
    at: bot.now(),
  });
}

/** All that a message shows, an Excel file's cells included. */
export async function textOf(shown: Shown): Promise<string> {
  if (!shown.file) return JSON.stringify(shown.card?.json ?? '');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(shown.file.bytes) as unknown as ArrayBuffer);
  const cells: unknown[] = [shown.file.name];
  book.eachSheet((sheet) => sheet.eachRow((row) => cells.push(row.values)));
  return JSON.stringify(cells);
}
