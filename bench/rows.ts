import type { BotStarted } from './bot.ts';
import type { BroadcastFigures } from './broadcast.ts';
import type { CommitFigures } from './commits.ts';
import type { Volley } from './load.ts';
import type { OfficeFigures } from './office.ts';
import type { PostgresFigures } from './postgres.ts';
import type { ReadFigures } from './reads.ts';
import type { Row } from './results.ts';
import { median, quantile, rounded } from './stats.ts';

const both = (words: string) => ({ en: words, zh: words });
const count = (n: number): string => Math.round(n).toLocaleString('en-US');
const times = (ratio: number): string => `${rounded(ratio)} ×`;
const perSecond = (volleys: readonly Volley[]): number => median(volleys.map((v) => v.perSecond));
/** The median over the rounds of a round's own quantile: one disturbed round doesn't decide. */
const latency = (volleys: readonly Volley[], q: number): number =>
  median(volleys.map((v) => quantile(v.latencies, q)));
const roundsOf = (volleys: readonly Volley[]): object => ({
  perSecond: volleys.map((v) => rounded(v.perSecond)),
  p50: volleys.map((v) => rounded(quantile(v.latencies, 0.5))),
  p99: volleys.map((v) => rounded(quantile(v.latencies, 0.99))),
});

export type Clicks = { readonly bare: Volley[]; readonly small: Volley[]; readonly large: Volley[] };

export function clickRow({ bare, small }: Clicks): Row {
  const ratio = median(small.map((v, i) => v.perSecond / (bare[i]?.perSecond ?? Number.NaN)));
  const words = `${count(perSecond(small))}/s : ${count(perSecond(bare))}/s = ${times(ratio)}`;
  return {
    id: 'click',
    what: {
      en: 'signed, encrypted approve click → durable commit → card, 64 at once : Koa + the bare SDK dispatcher',
      zh: '签名加密的“同意”点击 → 落盘提交 → 卡片，64 并发 : Koa + SDK 空处理',
    },
    target: '≥ 0.5 ×',
    measured: both(words),
    ok: ratio >= 0.5,
    figures: { ratio: rounded(ratio), bot: roundsOf(small), bare: roundsOf(bare) },
  };
}

export function sizeRow({ small, large }: Clicks): Row {
  const p50 = latency(large, 0.5) / latency(small, 0.5);
  const p99 = latency(large, 0.99) / latency(small, 0.99);
  return {
    id: 'size',
    what: { en: 'the same at 100,000 risks : at 1,000', zh: '同上，10 万条风险点 : 1 千条' },
    target: 'p50 ≤ 1.2 ×, p99 ≤ 1.5 ×',
    measured: both(`p50 ${times(p50)}, p99 ${times(p99)}`),
    ok: p50 <= 1.2 && p99 <= 1.5,
    figures: { p50: rounded(p50), p99: rounded(p99), small: roundsOf(small), large: roundsOf(large) },
  };
}

/** L02: the slowest hundredth of the clicks at 100,000 risks. */
export function answerRow({ large }: Clicks): Row {
  const p99 = latency(large, 0.99);
  return {
    id: 'answer',
    what: { en: 'a card answered at 100,000 risks, 64 at once', zh: '10 万条风险点时卡片应答，64 并发' },
    target: 'p99 < 500 ms',
    measured: both(`p99 ${rounded(p99)} ms`),
    ok: p99 < 500,
    figures: { p99: rounded(p99), p50: rounded(latency(large, 0.5)) },
  };
}

/** A07: answers while the disk is slow. */
export function steadyRow(steady: readonly Volley[], perSecondWanted: number, syncMs: number): Row {
  const p99 = latency(steady, 0.99);
  return {
    id: 'steady',
    what: {
      en: `answer to ${perSecondWanted} clicks a second on a disk that takes ${syncMs} ms to sync`,
      zh: `每秒 ${perSecondWanted} 次点击、磁盘每次同步 ${syncMs} ms 时的应答`,
    },
    target: 'p99 < 1,000 ms',
    measured: both(`p99 ${rounded(p99)} ms`),
    ok: p99 < 1000,
    figures: roundsOf(steady),
  };
}

export function commitRow({ disk, commits }: CommitFigures): Row {
  const ratio = median(commits.map((n, i) => n / (disk[i] ?? Number.NaN)));
  return {
    id: 'commit',
    what: {
      en: 'commit alone, 64 writers : append + fdatasync of one line after the other',
      zh: '仅提交，64 个写者 : 逐行追加并 fdatasync',
    },
    target: '≥ 6 ×',
    measured: both(`${count(median(commits))}/s : ${count(median(disk))}/s = ${times(ratio)}`),
    ok: ratio >= 6,
    figures: { ratio: rounded(ratio), commits: commits.map(rounded), disk: disk.map(rounded) },
  };
}

export function startRow(starts: readonly BotStarted[], lines: number, bytesPerRisk: number): Row {
  const seconds = median(starts.map((s) => s.startMs)) / 1000;
  const cpu = median(starts.map((s) => s.cpuMs)) / 1000;
  const peak = median(starts.map((s) => s.peakMb));
  return {
    id: 'start',
    what: { en: 'start with 100,000 risks', zh: '10 万条风险点的启动' },
    target: '< 5 s, < 700 MB',
    measured: {
      en: `${rounded(seconds)} s (${rounded(cpu)} s of CPU), ${count(peak)} MB`,
      zh: `${rounded(seconds)} 秒（CPU ${rounded(cpu)} 秒），${count(peak)} MB`,
    },
    ok: seconds < 5 && peak < 700,
    figures: { starts, lines, bytesPerRisk },
  };
}

export function summaryRow(small: ReadFigures, large: ReadFigures): Row {
  const ratio = large.summaryMs / small.summaryMs;
  return {
    id: 'summary',
    what: {
      en: 'the whole summary (bureau and 22 units × grade × status, trend) at 100,000 risks : at 1,000',
      zh: '全部汇总（全局及 22 个单位 × 等级 × 状态、趋势），10 万条 : 1 千条',
    },
    target: '< 20 ms, ≤ 2 ×',
    measured: both(`${rounded(large.summaryMs)} ms, ${times(ratio)}`),
    ok: large.summaryMs < 20 && ratio <= 2,
    figures: { ratio: rounded(ratio), small: rounded(small.summaryMs), large: rounded(large.summaryMs) },
  };
}

export function scanRow(small: ReadFigures, large: ReadFigures): Row {
  const overdue = large.overdueMs / small.overdueMs;
  const digest = large.digestMs / small.digestMs;
  return {
    id: 'scan',
    what: {
      en: `overdue and digest scan with equally much due (${large.overdue} overdue, ${large.digests} people), 100,000 : 1,000`,
      zh: `逾期与每日提醒扫描，到期数相同（逾期 ${large.overdue} 条，${large.digests} 人），10 万条 : 1 千条`,
    },
    target: '≤ 2 ×',
    measured: both(
      `${rounded(large.overdueMs)} ms = ${times(overdue)}, ${rounded(large.digestMs)} ms = ${times(digest)}`,
    ),
    ok: overdue <= 2 && digest <= 2,
    figures: { small, large },
  };
}

const ACTS: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  check: { en: 'read', zh: '读取' },
  answer: { en: 'answer', zh: '作答' },
  confirm: { en: 'confirm', zh: '确认' },
  register: { en: 'export', zh: '导出' },
  edition: { en: 'edition', zh: '编制目录' },
  undo: { en: 'undo', zh: '撤销' },
};

/** A05: nobody waits for what the office does. */
export function officeRow({ rows, acts }: OfficeFigures): Row {
  const all = Object.entries(acts);
  const words = (language: 'en' | 'zh'): string =>
    all.map(([act, { block }]) => `${ACTS[act]?.[language] ?? act} ${Math.round(block)}`).join(', ');
  return {
    id: 'office',
    what: {
      en: `longest block of the loop while ${count(rows)} risks are imported, exported as Excel, made an edition, taken back`,
      zh: `导入 ${count(rows)} 条风险点、导出台账、编制目录、撤销导入时，主循环最长的停顿`,
    },
    target: '≤ 50 ms',
    measured: { en: `${words('en')} ms`, zh: `${words('zh').replaceAll(', ', '、')} ms` },
    ok: all.every(([, { block }]) => block <= 50),
    figures: { rows, acts },
  };
}

export function broadcastRow(figures: BroadcastFigures): Row {
  const { people, share, refused, twice, sent } = figures;
  const words = `${rounded(share * 100)} %, ${refused} × 429`;
  return {
    id: 'broadcast',
    what: {
      en: `broadcast to ${count(people)} people under Feishu's limits (virtual time)`,
      zh: `在飞书限额下向 ${count(people)} 人发送（虚拟时间）`,
    },
    target: '≥ 95 %, 0 × 429',
    measured: both(words),
    ok: share >= 0.95 && refused === 0 && twice === 0 && sent === people,
    figures,
  };
}

const PG = {
  id: 'postgres',
  what: {
    en: 'PostgreSQL: the same click with 2 instances : bare transactions of the same statements',
    zh: 'PostgreSQL：2 个实例的同样点击 : 同样语句的裸事务',
  },
  target: '≥ 0.5 ×',
} as const;

/** `found` in words where no server could be had. */
export function postgresRow(found: PostgresFigures | string): Row {
  if (typeof found === 'string')
    return { ...PG, measured: both('—'), ok: undefined, figures: { why: found } };
  const ratio = median(found.bots.map((n, i) => n / (found.bare[i] ?? Number.NaN)));
  const words = `${count(median(found.bots))}/s : ${count(median(found.bare))}/s = ${times(ratio)}`;
  const { bots, bare, statementsPerClick, failed } = found;
  const figures = {
    ratio: rounded(ratio),
    bots: bots.map(rounded),
    bare: bare.map(rounded),
    statementsPerClick: rounded(statementsPerClick),
    failed,
  };
  return { ...PG, measured: both(words), ok: ratio >= 0.5, figures };
}
