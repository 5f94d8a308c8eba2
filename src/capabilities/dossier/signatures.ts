import { stepWord } from '../../kernel/chain.ts';
import { gradeWord } from '../../kernel/grade.ts';
import type { Change } from '../../store/store.ts';
import {
  type RiskBody,
  type RiskDoc,
  type RiskTexts,
  signedHash,
  signerName,
  stillAsSigned,
} from '../risks/index.ts';
import { at, facts, list, type Sheet } from './sheet.ts';
import type { Block } from './word.ts';

/** Is the content still what was signed? The hash covers texts, facts, ratings and grade of the card. */
const SIGNED = { true: '与现行内容一致', false: '签署后内容有修改', undefined: '—' } as const;

/** The document as it stood when this was signed, found again in the ledger by its hash. */
const asSigned = (lines: readonly Change[], hash: string): RiskDoc | undefined =>
  lines
    .flatMap((c) => [c.before, c.after])
    .map((d) => d as RiskDoc | undefined)
    .find((d) => d?.sealed !== undefined && signedHash(d as { body: RiskBody; sealed: RiskTexts }) === hash);

/** What was signed where it reads differently now: each version once. */
function earlier(lines: readonly Change[], hashes: readonly string[]): readonly Block[] {
  return [...new Set(hashes)].flatMap((hash): readonly Block[] => {
    const then = asSigned(lines, hash);
    if (!then?.sealed) return [{ kind: 'small', text: `校验码 ${hash} 的签署内容已按规定清除` }];
    const { title, content, manifestation, rootCause, measure } = then.sealed;
    return [
      { kind: 'text', text: `签署时的内容（校验码 ${hash.slice(0, 16)}…）` },
      facts([
        ['风险等级', gradeWord[then.body.grade]['zh-CN']],
        ['风险点名称', title],
        ['风险内容', content],
        ['表现形式', manifestation],
        ['成因', rootCause ?? ''],
        ['防控措施', measure],
      ]),
    ];
  });
}

/** Who signed what when: with the hash of exactly what stood on the card, checked against what stands there now. */
export function signatures(s: Sheet, lines: readonly Change[]): readonly Block[] {
  const { signers, cosigned } = s.doc.body;
  const all = [
    ...signers.map((g) => ({ ...g, word: stepWord[g.step]['zh-CN'] })),
    ...(cosigned ?? []).map((g) => ({ ...g, word: g.agreed ? '加签同意' : '加签不同意' })),
  ];
  const rows = all.map((g) => [
    g.word,
    signerName(g, s.world)['zh-CN'],
    at(s, g.at),
    g.hash ?? '（未留存）',
    SIGNED[`${stillAsSigned(s.doc, g.hash)}`],
  ]);
  const now = signedHash(s.doc);
  const changed = all.flatMap((g) => (g.hash !== undefined && g.hash !== now ? [g.hash] : []));
  return [
    ...list(
      ['审核环节', '签署人', '时间', '签署内容校验码（SHA-256）', '核对'],
      [2000, 1700, 1600, 2900, 1400],
      rows,
    ),
    ...(now === undefined ? [] : [{ kind: 'small' as const, text: `现行内容校验码：${now}` }]),
    ...earlier(lines, changed),
  ];
}
