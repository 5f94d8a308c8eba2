/** What the core answers to a command: the events to record, or the name of the rule that refuses. Never an exception. */
export type Decision<Event, Refusal extends string> =
  | { readonly ok: true; readonly events: readonly Event[] }
  | { readonly ok: false; readonly refusal: Refusal };

export const record = <E>(...events: readonly E[]): { ok: true; events: readonly E[] } => ({
  ok: true,
  events,
});

export const refuse = <R extends string>(refusal: R): { ok: false; refusal: R } => ({ ok: false, refusal });
