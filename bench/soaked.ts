import type { Verdict } from '../src/store/store.ts';
import { type Latencies, slopeOf } from './stats.ts';
import type { Vitals } from './vitals.ts';

/** A minute of a long run. Latencies in milliseconds. */
export type Minute = Vitals & {
  /** Since the first click. */
  readonly hours: number;
  readonly clicks: number;
  /** Answered late (“in progress”) or refused. */
  readonly odd: number;
  readonly p50: number;
  readonly p99: number;
};

/** L01. A remembered request is 36 to 72 bytes and an offset 8; RSS also moves with what V8 keeps ready. */
export const MOST_BYTES_PER_LINE = 128;
export const MOST_P99_MS = 200;
const MOST_ODD = 0.01;
/** Before this V8 still makes room for itself and the outbox's hour is not over: a slope would say nothing of the day. */
const WARM_HOURS = 2;

export type Outcome = {
  readonly hours: number;
  readonly clicks: number;
  readonly odd: number;
  readonly lines: number;
  readonly linesPerSecond: number;
  /** By least squares over the second half. */
  readonly rssMbPerHour: number;
  readonly heapMbPerHour: number;
  readonly rssBytesPerLine: number;
  /** Fewest and most, in the second half. */
  readonly files: readonly [number, number] | undefined;
  readonly p50: number;
  readonly p99: number;
  readonly verified: Verdict;
  /** Promises that broke, in words. */
  readonly broken: readonly string[];
};

const sumOf = (minutes: readonly Minute[], key: 'clicks' | 'odd'): number =>
  minutes.reduce((sum, m) => sum + m[key], 0);
const line = (m: Minute, key: 'rssMb' | 'heapMb') => ({ x: m.hours, y: m[key] });

/** What a run came to; the first half is the warming up. At least two minutes. */
export function judge(minutes: readonly Minute[], all: Latencies, verified: Verdict): Outcome {
  const half = minutes.slice(Math.floor(minutes.length / 2));
  const last = minutes.at(-1);
  const hours = last?.hours ?? 0;
  const linesPerHour = slopeOf(half.map((m) => ({ x: m.hours, y: m.lines })));
  const rssMbPerHour = slopeOf(half.map((m) => line(m, 'rssMb')));
  const heapMbPerHour = slopeOf(half.map((m) => line(m, 'heapMb')));
  const rssBytesPerLine = (rssMbPerHour * 1024 * 1024) / linesPerHour;
  const counted = half.flatMap(({ files }) => files ?? []);
  const files = counted.length > 0 ? ([Math.min(...counted), Math.max(...counted)] as const) : undefined;
  const p99 = all.quantile(0.99);
  const [clicks, odd] = [sumOf(minutes, 'clicks'), sumOf(minutes, 'odd')];
  const broken = [
    ...(odd > clicks * MOST_ODD ? [`${odd} of ${clicks} clicks were not answered as wanted`] : []),
    ...(p99 >= MOST_P99_MS ? [`p99 is ${p99} ms`] : []),
    ...(isGrowing(counted) ? [`open files rise: ${files?.join('–')}`] : []),
    ...(hours >= WARM_HOURS && rssBytesPerLine > MOST_BYTES_PER_LINE
      ? [`RSS rises by ${rssBytesPerLine.toFixed(0)} bytes a ledger line`]
      : []),
    ...(verified.ok ? [] : [`the ledger does not verify at line ${verified.firstBad}: ${verified.why}`]),
  ];
  return {
    hours,
    clicks,
    odd,
    lines: last?.lines ?? 0,
    linesPerSecond: linesPerHour / 3600,
    ...{ rssMbPerHour, heapMbPerHour, rssBytesPerLine, files, p50: all.quantile(0.5), p99, verified, broken },
  };
}

/** A snapshot that is being written has a file open, so the least of some minutes counts: of the first and the last. */
function isGrowing(files: readonly number[]): boolean {
  const some = Math.ceil(files.length / 4);
  return Math.min(...files.slice(-some)) > Math.min(...files.slice(0, some));
}

export function minuteLine(minute: number, { rssMb, heapMb, ...m }: Minute): string {
  const memory = `RSS ${rssMb.toFixed(0)} MB, heap ${heapMb.toFixed(1)} + ${m.outsideMb.toFixed(1)} MB`;
  const answers = `p50 ${m.p50} ms, p99 ${m.p99} ms${m.odd > 0 ? `, ${m.odd} late or refused` : ''}`;
  return `${minute} min: ${memory}, ${m.files ?? '?'} files, ${answers}, ${m.lines} lines, ${m.ledgerMb.toFixed(0)} MB, ${m.waiting} messages wait`;
}

export function wordsOf(o: Outcome): string {
  const short = o.hours < WARM_HOURS ? `; under ${WARM_HOURS} h it is not judged` : '';
  return [
    `${o.hours.toFixed(2)} h, ${o.clicks} clicks, ${o.lines} ledger lines, ${o.linesPerSecond.toFixed(1)} a second`,
    `slope    RSS ${o.rssMbPerHour.toFixed(2)} MB an hour (${o.rssBytesPerLine.toFixed(0)} bytes a line), heap ${o.heapMbPerHour.toFixed(2)} MB an hour, over the second half${short}`,
    `files    ${o.files?.join('–') ?? 'not known'}`,
    `answers  p50 ${o.p50} ms, p99 ${o.p99} ms; ${o.odd} came late or refused`,
    `ledger   ${o.verified.ok ? `verified up to line ${o.verified.seq}` : o.verified.why}`,
    o.broken.length === 0 ? 'L01 held' : `L01 broke: ${o.broken.join('; ')}`,
  ].join('\n');
}
