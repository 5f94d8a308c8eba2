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
  | 'voted'
  | 'cosigned'
  | 'rated'
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
  /** How often each command was pressed and each word said. */
  readonly used: Map<string, number>;
  day: number;
  /** The clock of the bot's machine, in milliseconds: true time and what the clock is off by. */
  readonly now: number;
  time: number;
  offset: number;
  /** When who left did so, by true time: an event about it may be hours late. */
  readonly left: Map<string, number>;
  /** A rule was broken. The driver stops at the next step. */
  broken(rule: string, what: string): void;
  note(used: string): void;
};

export function tape(start: number): Tape {
  const names = [
    'declared',
    'decided',
    'voted',
    'cosigned',
    'rated',
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
    left: new Map(),
    used: new Map(),
    day: 0,
    time: start,
    offset: 0,
    get now() {
      return made.time + made.offset;
    },
    note: (used) => void made.used.set(used, (made.used.get(used) ?? 0) + 1),
    broken(rule, what) {
      made.violations.push({ rule, day: made.day, at: new Date(made.now).toISOString(), what });
    },
  };
  return made;
}
