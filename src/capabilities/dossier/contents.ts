import type { ExportReason } from '../../../cards/dossier/text.ts';
import { exportReason } from '../../../cards/dossier/text.ts';
import { outcomeWord } from '../../../cards/publicity/text.ts';
import { returnReasonWord } from '../../../cards/risks/text-review.ts';
import type { World } from '../../kernel/capability.ts';
import { stepWord } from '../../kernel/chain.ts';
import { type Grade, gradeWord, type Score, scoreWords, tripleMajorWord } from '../../kernel/grade.ts';
import { pagesOf } from '../../kernel/pages.ts';
import type { Person } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import type { Change, Doc } from '../../store/store.ts';
import { mayReadRecord, type NoticeBody, type ObjectionBody, recordOf } from '../publicity/index.ts';
import { maySeeResult, ratingsOf } from '../ratings/index.ts';
import {
  actedBy,
  assetWord,
  levelWord,
  methodWord,
  namedFor,
  type RiskBody,
  type RiskDoc,
  sourceWord,
  statusWord,
  trailWord,
} from '../risks/index.ts';
import { noticeBlocks } from './notice.ts';
import { at, facts, list, type Sheet } from './sheet.ts';
import { signatures } from './signatures.ts';
import type { Block } from './word.ts';

type Objection = Doc<ObjectionBody, { readonly text: string; readonly reply?: string }>;
/** Ledger lines in the file; the newest ones of a longer history. */
const MAX_LINES = 300;

const name = ({ world, doc, viewer }: Sheet, id: string): string =>
  namedFor(id, doc.body, viewer, world)['zh-CN'];
const heading = (text: string): Block => ({ kind: 'heading', text });
const gradeZh = (g: string | undefined): string =>
  g === '1' || g === '2' || g === '3' ? gradeWord[Number(g) as Grade]['zh-CN'] : '';

function basics(s: Sheet): Block {
  const { body, sealed, id } = s.doc;
  const concerns = [
    ...body.tripleMajor.map((t) => tripleMajorWord[t]),
    ...body.assets.map((a) => assetWord[a]),
  ];
  return facts([
    ['编号', id],
    ['单位、部门、岗位', s.world.org.placeName(body.place)],
    ['层面', levelWord[body.level]['zh-CN']],
    ['状态', statusWord[body.status]['zh-CN']],
    ['风险等级', gradeWord[body.grade]['zh-CN']],
    ['职权事项', body.powerItem],
    ['业务环节', body.stepName],
    ['风险来源', sourceWord[body.source]['zh-CN']],
    ['查找方式', methodWord[body.method]['zh-CN']],
    ['填报人', body.declarer === 'system' ? '按原审定结果导入' : name(s, body.declarer)],
    ['涉及', concerns.map((c) => c['zh-CN']).join('、') || '无'],
    ['风险点名称', sealed?.title ?? ''],
    ['风险内容', sealed?.content ?? '内容已按规定清除'],
    ['表现形式', sealed?.manifestation ?? ''],
    ['成因', sealed?.rootCause ?? ''],
    ['防控措施', sealed?.measure ?? ''],
  ]);
}

const scoreZh = ({ world }: Sheet, score: Score): readonly [string, string] => {
  const { likelihood, harm } = scoreWords(world.settings.grading, score);
  return [likelihood['zh-CN'], harm['zh-CN']];
};

function ratings(s: Sheet): readonly Block[] {
  const { self, reviewer, final, residual } = s.doc.body;
  const kinds = [
    ['自评', self],
    ['审核评定', reviewer],
    ['最终评定', final],
    ['剩余风险（复查）', residual],
  ] as const;
  const rows = kinds.flatMap(([word, r]) =>
    r ? [[word, ...scoreZh(s, r), gradeWord[r.grade]['zh-CN'], name(s, r.by), at(s, r.at)]] : [],
  );
  return list(
    ['评定', '发生几率', '危害程度', '等级', '评定人', '时间'],
    [1500, 1200, 1200, 1700, 1800, 2200],
    rows,
  );
}

/** Every score that was ever given, in its order, with its reason (S74). */
function scores(s: Sheet): readonly Block[] {
  const rows = s.doc.body.trail.flatMap((t) =>
    t.score
      ? [
          [
            at(s, t.at),
            `${name(s, t.by)}：${trailWord[t.what]['zh-CN']}`,
            ...scoreZh(s, t.score),
            gradeZh(t.to),
            s.doc.sealed?.comments[t.key] ?? '',
          ],
        ]
      : [],
  );
  return list(
    ['时间', '评定人', '发生几率', '危害程度', '等级', '理由'],
    [1700, 2000, 1100, 1100, 1300, 2400],
    rows,
  );
}

/** Who gave what in a joint rating, for those who may see it; the proposal stands among the scores for everybody. */
async function joint(s: Sheet): Promise<readonly Block[]> {
  if (!maySeeResult(s.viewer, s.doc, s.world)) return [];
  const closed = (await ratingsOf(s.world, s.doc.id)).filter((r) => r.body.status === 'closed');
  const rows = closed.flatMap((r) =>
    r.body.answers.map((a) => [at(s, a.at), name(s, a.by), ...scoreZh(s, a), r.sealed?.reasons[a.by] ?? '']),
  );
  if (rows.length === 0) return [];
  return [
    { kind: 'text', text: '联合评估各人意见' },
    ...list(['时间', '评估人', '发生几率', '危害程度', '理由'], [1900, 1500, 1200, 1200, 3800], rows),
  ];
}

/** Why somebody stayed out of it is for discipline officers alone. */
const mayRead = (s: Sheet, entry: RiskBody['trail'][number]): boolean =>
  entry.what !== 'recused' || entry.by === s.viewer.id || s.world.org.hasRole(s.viewer, 'discipline_officer');

function moves(s: Sheet): readonly Block[] {
  const rows = s.doc.body.trail.map((t) => {
    const grades = [gradeZh(t.from), gradeZh(t.to)].filter((g) => g !== '');
    const people =
      grades.length === 0 && t.to
        ? t.to
            .split(',')
            .map((id) => name(s, id))
            .join('、')
        : '';
    const more = [t.reason ? returnReasonWord[t.reason]['zh-CN'] : '', grades.join(' → '), people];
    const said = mayRead(s, t) ? (s.doc.sealed?.comments[t.key] ?? '') : '';
    return [
      at(s, t.at),
      actedBy(t, s.doc.body, s.viewer, s.world)['zh-CN'],
      [t.step ? stepWord[t.step]['zh-CN'] : '', trailWord[t.what]['zh-CN']]
        .filter((x) => x !== '')
        .join('：'),
      [...more, said].filter((x) => x !== '').join('；'),
    ];
  });
  return list(['时间', '办理人', '环节与办理', '意见'], [1900, 1500, 2600, 3600], rows);
}

async function objectionsOf({ world, doc }: Sheet): Promise<readonly Objection[]> {
  const found: Objection[] = [];
  const ofUnit = { index: 'count', prefix: `${doc.body.place.unit}|` };
  for await (const page of pagesOf<ObjectionBody, { text: string; reply?: string }>(
    world.read,
    'objection',
    ofUnit,
  ))
    found.push(...page.filter((o) => o.body.risk === doc.id));
  return found;
}

async function publicity(s: Sheet, objections: readonly Objection[]): Promise<readonly Block[]> {
  const ids = [
    ...new Set([...objections.map((o) => o.body.notice), s.doc.body.notice].filter((n) => n !== undefined)),
  ];
  const blocks: Block[] = [];
  for (const id of ids) {
    const notice = await s.world.read.get<NoticeBody>({ kind: 'notice', id });
    const record = notice && (await recordOf(s.world, notice));
    // Its ledger lines and outcomes are for those who may read the record; when and where it hung, for everybody.
    if (record) blocks.push(noticeBlocks(record, mayReadRecord(s.viewer, notice, s.world)));
  }
  return blocks.length > 0 ? blocks : [{ kind: 'text', text: '无' }];
}

/** Never the objector's name; the words only for those who may read that objection. */
function objectionRows(s: Sheet, objections: readonly Objection[]): readonly Block[] {
  const { org } = s.world;
  const rows = objections.map(({ body, sealed }) => {
    const reads = may(s.viewer, 'objection.view', org, {
      place: s.doc.body.place,
      person: body.by,
      holders: body.holders,
    });
    const outcome = body.outcome ? outcomeWord[body.outcome]['zh-CN'] : '待答复';
    return [
      at(s, body.at),
      reads ? (sealed?.text ?? '') : '（内容按权限不显示）',
      outcome,
      reads ? (sealed?.reply ?? '') : '',
      at(s, body.answeredAt),
    ];
  });
  return list(['提出时间', '异议', '结果', '答复', '答复时间'], [1800, 2900, 1000, 2400, 1500], rows);
}

function ledger(s: Sheet, lines: readonly Change[]): readonly Block[] {
  const rows = lines
    .slice(-MAX_LINES)
    .map((c) => [String(c.seq), at(s, c.at), name(s, c.by), c.reason, c.hash ?? '']);
  return list(['序号', '时间', '经办', '事项', '校验码（SHA-256）'], [900, 1900, 1500, 1900, 3400], rows);
}

/** Everything that is known of one matter, as this viewer may read it. */
export async function contents(
  world: World,
  doc: RiskDoc,
  viewer: Person,
  reason: ExportReason,
): Promise<readonly Block[]> {
  const s: Sheet = { world, doc, viewer };
  const objections = await objectionsOf(s);
  const lines: Change[] = [];
  for await (const change of world.read.history({ kind: 'risk', id: doc.id })) lines.push(change);
  return [
    { kind: 'title', text: `廉政风险点一事一档` },
    {
      kind: 'small',
      text: `导出事由：${exportReason[reason]['zh-CN']}　　导出人：${viewer.name}　　导出时间：${at(s, world.now)}`,
    },
    heading('一、基本情况'),
    basics(s),
    heading('二、等级评定'),
    ...ratings(s),
    { kind: 'text', text: '评分经过' },
    ...scores(s),
    ...(await joint(s)),
    heading('三、审核签署'),
    ...signatures(s, lines),
    heading('四、办理经过与意见'),
    ...moves(s),
    heading('五、公示'),
    ...(await publicity(s, objections)),
    heading('六、异议'),
    ...objectionRows(s, objections),
    heading('七、账本记录'),
    ...ledger(s, lines),
  ];
}
