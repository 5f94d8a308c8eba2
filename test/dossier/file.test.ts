import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wordFile } from '../../src/capabilities/dossier/word.ts';
import { effect } from '../catalogue/effective.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
  const at = bot.now();
  await effect(bot, [
    {
      id: 'R-1',
      grade: 1,
      texts: { title: '评分<标准>&倾向', comments: { t1: '请补充依据', t2: '本人与供应商有亲属关系' } },
      body: {
        notice: 'N-1',
        trail: [
          { key: 't1', what: 'returned', by: 'ou_sectionhead', at, step: 'head', reason: 'vague' },
          { key: 't2', what: 'recused', by: 'ou_unithead', at, step: 'branch' },
        ],
      },
    },
  ]);
  const objection = {
    notice: 'N-1',
    risk: 'R-1',
    unit: 'U1',
    by: 'ou_clerk',
    at,
    holders: ['ou_officer2'],
    due: '2026-11-30',
    status: 'open',
  };
  await bot.store.commit({
    requestId: 'objection',
    fingerprint: 'o',
    at,
    actor: 'system',
    reason: 'seed',
    put: [
      { kind: 'objection', id: 'O-1', rev: 0, body: objection, sealed: { text: '措施不够具体' } },
      {
        kind: 'notice',
        id: 'N-1',
        rev: 0,
        body: {
          status: 'open',
          unit: 'U1',
          items: [],
          sendAt: at,
          opensOn: '2026-11-23',
          closesOn: '2026-11-30',
          chatName: '采购中心群',
        },
      },
    ],
  });
});
afterEach(() => bot.close());

/** Text of the document, paragraph by paragraph. */
const textOf = (bytes: Uint8Array, part = 'word/document.xml'): string =>
  strFromU8(unzipSync(bytes)[part] ?? new Uint8Array())
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

async function fileFor(who: string, option = 'inspection'): Promise<Shown> {
  const list = (await bot.says(who, '查找 评分')) as Shown;
  await bot.clicks(who, list, 'dossier.open', { option: 'R-1' });
  const matter = bot.to(who).at(-1) as Shown;
  expect(wordsOn(matter.card)).toContain('一级（高）');
  await bot.clicks(who, matter, 'dossier.file', { option });
  return bot.to(who).at(-1) as Shown;
}

describe('一事一档', () => {
  it('holds facts, names, times, opinions, publicity, objections and the ledger’s hash', async () => {
    const { file } = await fileFor('ou_officer2');
    expect(file?.name).toBe('一事一档_R-1.docx');
    const said = textOf(file?.bytes ?? new Uint8Array());
    for (const part of [
      '评分<标准>&倾向',
      'sectionhead',
      '请补充依据',
      '内容空泛',
      '一级（高）',
      '采购中心群',
      '措施不够具体',
      '2026-11-23 09:00',
      '检查巡察审计',
    ])
      expect(said).toContain(part);
    const hashes: string[] = [];
    for await (const change of bot.store.history({ kind: 'risk', id: 'R-1' }))
      hashes.push(change.hash ?? '?');
    expect(hashes).toHaveLength(1);
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(said).toContain(hashes[0]);
    expect(textOf(file?.bytes ?? new Uint8Array(), 'word/footer1.xml')).toContain('officer2 2026-11-23');
  });

  it('never names the objector, and keeps objection and recusal from those who may not read them', async () => {
    const officer = textOf((await fileFor('ou_officer2')).file?.bytes ?? new Uint8Array());
    expect(officer).not.toMatch(/clerk/);
    const head = textOf((await fileFor('ou_sectionhead')).file?.bytes ?? new Uint8Array());
    expect(head).not.toMatch(/clerk|措施不够具体|亲属关系/);
    expect(head).toContain('内容按权限不显示');
    expect(head).toContain('请补充依据');
  });

  it('is private, and asks rights and reason again', async () => {
    const shown = await fileFor('ou_sectionhead', 'review');
    expect(shown.to).toEqual({ person: 'ou_sectionhead' });
    const forged = { do: 'dossier.file', id: 'R-1', rev: 1 };
    const click = {
      kind: 'click' as const,
      chatId: shown.chatId,
      messageId: shown.id,
      at: bot.now(),
      value: forged,
    };
    const before = bot.to('ou_clerk2').length;
    const no = await bot.app.handle({ ...click, openId: 'ou_clerk2', option: 'own', cause: 'evt:forged' });
    expect(no.toast?.type).toBe('warning');
    const odd = await bot.app.handle({
      ...click,
      openId: 'ou_sectionhead',
      option: 'because',
      cause: 'evt:odd',
    });
    expect(odd.toast?.type).toBe('warning');
    expect(bot.to('ou_clerk2')).toHaveLength(before);
  });
});

describe('the Word file', () => {
  it('is the same for the same content, and takes hostile text as text', () => {
    const paper = {
      blocks: [{ kind: 'text' as const, text: '</w:t>\u0000<script>\uD800"' }],
      header: 'h',
      footer: 'f',
    };
    const [a, b] = [wordFile(paper), wordFile(paper)];
    expect(Buffer.from(a).equals(Buffer.from(b))).toBe(true);
    const xml = strFromU8(unzipSync(a)['word/document.xml'] ?? new Uint8Array());
    expect(xml).toContain('&lt;/w:t&gt;&lt;script&gt;');
    expect(xml).not.toContain('\u0000');
    expect(Object.keys(unzipSync(a))[0]).toBe('[Content_Types].xml');
  });
});
