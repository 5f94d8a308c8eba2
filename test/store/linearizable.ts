/**
 * A checker of histories after Wing & Gong with Lowe's configurations, as Porcupine has it, for one register with
 * compare-and-set: is there an order of all operations, each at one instant between its call and its return, that a
 * single honest register would have answered in the same way?
 */
export type Register = { readonly rev: number; readonly value: number };
export type Op = {
  readonly id: number;
  readonly call: number;
  readonly return: number;
  readonly asked:
    | { readonly do: 'read' }
    | { readonly do: 'write'; readonly rev: number; readonly value: number };
  /** `lost`: nobody heard how it ended, it may have happened or not. */
  readonly told: Register | 'conflict' | 'lost';
};

const EMPTY: Register = { rev: 0, value: 0 };

/** What a register may be after an operation that was answered like this; nothing: it would not answer so. */
function after(register: Register, { asked, told }: Op): readonly Register[] {
  if (asked.do === 'read')
    return typeof told === 'string' || (told.rev === register.rev && told.value === register.value)
      ? [register]
      : [];
  const fits = asked.rev === register.rev;
  const written = { rev: register.rev + 1, value: asked.value };
  if (told === 'lost') return fits ? [written, register] : [register];
  if (told === 'conflict') return fits ? [] : [register];
  return fits && told.rev === written.rev ? [written] : [];
}

/** A register and the open operations that have already had their instant. */
type Configuration = { readonly register: Register; readonly done: ReadonlySet<number> };
const nameOf = ({ register, done }: Configuration): string =>
  `${register.rev}:${register.value}|${[...done].sort((a, b) => a - b)}`;

/** Everything that can be after any of the open operations had their instant, in any order. */
function closure(from: readonly Configuration[], open: ReadonlyMap<number, Op>): readonly Configuration[] {
  const found = new Map(from.map((c) => [nameOf(c), c]));
  const look = [...from];
  for (let c = look.pop(); c; c = look.pop())
    for (const [id, op] of open) {
      if (c.done.has(id)) continue;
      for (const register of after(c.register, op)) {
        const next = { register, done: new Set([...c.done, id]) };
        if (found.has(nameOf(next))) continue;
        found.set(nameOf(next), next);
        look.push(next);
      }
    }
  return [...found.values()];
}

/** undefined when the history is linearizable, else the operation whose answer no order explains. */
export function unexplained(history: readonly Op[]): Op | undefined {
  const events = history
    .flatMap((op) => [
      { at: op.call, op, ends: false },
      { at: op.return, op, ends: true },
    ])
    .sort((a, b) => a.at - b.at);
  const open = new Map<number, Op>();
  let now: readonly Configuration[] = [{ register: EMPTY, done: new Set<number>() }];
  for (const { op, ends } of events) {
    if (!ends) {
      open.set(op.id, op);
      continue;
    }
    const next = closure(now, open).filter((c) => c.done.has(op.id));
    if (next.length === 0) return op;
    open.delete(op.id);
    const left = next.map(({ register, done }) => ({
      register,
      done: new Set([...done].filter((id) => id !== op.id)),
    }));
    now = [...new Map(left.map((c) => [nameOf(c), c])).values()];
  }
  return undefined;
}
