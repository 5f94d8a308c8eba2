/** Why the platform would refuse a card: inner code of 230099, path and text. */
export type CardFault = { readonly code: number; readonly path: string; readonly message: string };

/** Thrown inside the checker only: the first fault ends the check, as on the platform. */
export class FaultFound extends Error {
  readonly fault: CardFault;
  constructor(fault: CardFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Where in the card a rule looks, and what stands around it. */
export type Place = {
  readonly trail: readonly string[];
  /** Containers above. */
  readonly depth: number;
  readonly inForm: boolean;
  /** Directly in body.elements. */
  readonly atRoot: boolean;
};

/** What the whole check shares: who exists, what the card defined, what was seen. */
export type Judge = {
  readonly knowsUser: (openId: string) => boolean;
  readonly customColours: ReadonlySet<string>;
  readonly customSizes: ReadonlySet<string>;
  readonly names: Set<string>;
  readonly elementIds: Set<string>;
  /** The rule for any element; held here because containers and elements need each other. */
  readonly element: Rule;
};

export type Rule = (value: unknown, at: Place, judge: Judge) => void;
export type Fields = Readonly<Record<string, unknown>>;

export const step = (at: Place, name: string): Place => ({ ...at, trail: [...at.trail, name] });

/** Ends the check. 200621 is the platform's code for what it can't parse or doesn't know. */
export function fail(at: Place, message: string, code = 200621): never {
  throw new FaultFound({ code, path: at.trail.join(' -> '), message });
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
