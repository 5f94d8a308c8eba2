import { z } from 'zod';
import { dossierRefusals, dossierWords as words } from '../../../cards/dossier/text.ts';
import { objectionCounts, type RecordView, stateCounts } from '../../../cards/publicity/record.ts';
import { periodText, scopeWord } from '../../../cards/publicity/text.ts';
import type { Command, FileRenderer } from '../../kernel/capability.ts';
import { localDateTime } from '../../kernel/time.ts';
import { mayReadRecord, type NoticeBody, recordOf } from '../publicity/index.ts';
import { type Block, wordFile } from './word.ts';

const mark = (m: RecordView['opening']): string =>
  m ? [`第 ${m.seq} 条`, m.at, m.hash ?? ''].filter((x) => x !== '').join('，') : '';

/** The proof of one notice as a table; `whole`: with outcomes and ledger lines. */
export const noticeBlocks = (r: RecordView, whole: boolean): Block => ({
  kind: 'table',
  widths: [2200, 7400],
  rows: [
    ['公示编号', r.id],
    ['公示期', periodText(r.opensOn, r.closesOn, r.days, r.end)['zh-CN']],
    ['公示范围', scopeWord[r.scope]['zh-CN']],
    ['公示群', r.groups.join('、')],
    ['条目数', `${r.items} 项`],
    ['结束时间', r.closedAt ?? '公示中'],
    ...(whole
      ? [
          ['条目结果', stateCounts(r.states)['zh-CN']],
          ['异议', objectionCounts(r.objections)['zh-CN']],
          ['公示开始的账本记录', mark(r.opening)],
          ['公示结束的账本记录', mark(r.closing)],
        ]
      : []),
  ],
});

/** 公示证明 of one notice as a file: rights are asked now and again when it is made. */
export const noticeFileCommand: Command<{ id: string }> = {
  input: z.object({ id: z.string() }),
  action: 'self.use',
  run: async (acting, { id }) => {
    const notice = await acting.read.get<NoticeBody>({ kind: 'notice', id });
    if (!notice || !mayReadRecord(acting.actor, notice, acting))
      return { kind: 'refused', why: dossierRefusals.notFound };
    const about = `notice:${id}`;
    const by = acting.actor.id;
    return {
      kind: 'done',
      change: {
        events: [{ type: 'notice.exported', about, by, at: acting.now }],
        messages: [{ to: { person: by }, card: 'dossier.notice', about, when: 'now', asFile: true }],
      },
      answer: async () => ({ toast: { type: 'success', text: words.making } }),
    };
  },
};

export const renderNoticeFile: FileRenderer = async (world, id, _params, viewer) => {
  const notice = await world.read.get<NoticeBody>({ kind: 'notice', id });
  if (!notice || !viewer || !mayReadRecord(viewer, notice, world)) return undefined;
  const record = await recordOf(world, notice);
  if (!record) return undefined;
  const at = localDateTime(world.now, world.settings.zone);
  const bytes = wordFile({
    blocks: [
      { kind: 'title', text: '廉政风险点公示记录' },
      { kind: 'small', text: `公示单位：${record.unit}　　导出人：${viewer.name}　　导出时间：${at}` },
      noticeBlocks(record, true),
      { kind: 'small', text: '校验码为账本该条记录的 SHA-256，可用账本副本核对。' },
    ],
    header: `${world.settings.bureau}　　公示记录 ${id}`,
    footer: `内部工作资料，请勿外传。导出：${viewer.name} ${at}`,
  });
  return { name: `公示记录_${id}.docx`, bytes };
};
