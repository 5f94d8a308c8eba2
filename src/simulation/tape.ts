/** A promise of the bot that did not hold. `rule` names the promise; the rest says where to look. */
export type Violation = {
  readonly rule: string;
  readonly day: number;
  readonly at: string;
  readonly what: string;
};

export type Counts = Record<
  | 'declared'
  | 'decided'
  | 'clicks'
  | 'words'
  | 'messages'
  | 'toPeople'
  | 'digests'
  | 'redraws'
  | 'crashes'
  | 'outages'
  | 'refusedCalls'
  | 'lostAnswers'
  | 'duplicates'
  | 'reordered'
  | 'jumps'
  | 'workingDays'
  | 'dead',
  number
>;

/** What a simulation notes while it runs: counts for the report, violations for the verdict. */
export type Tape = {
  readonly counts: Counts;
  readonly violations: Violation[];
  day: number;
  /** The clock of the bot's machine, in milliseconds: true time and what the clock is off by. */
  readonly now: number;
  time: number;
  offset: number;
  /** A rule was broken. The driver stops at the next step. */
  broken(rule: string, what: string): void;
};

export function tape(start: number): Tape {
  const names = [
    'declared',
    'decided',
    'clicks',
    'words',
    'messages',
    'toPeople',
    'digests',
    'redraws',
    'crashes',
    'outages',
    'refusedCalls',
    'lostAnswers',
    'duplicates',
    'reordered',
    'jumps',
    'workingDays',
    'dead',
  ] as const;
  const made: Tape = {
    counts: Object.fromEntries(names.map((n) => [n, 0])) as Counts,
    violations: [],
    day: 0,
    time: start,
    offset: 0,
    get now() {
      return made.time + made.offset;
    },
    broken(rule, what) {
      made.violations.push({ rule, day: made.day, at: new Date(made.now).toISOString(), what });
    },
  };
  return made;
}
