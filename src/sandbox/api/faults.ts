import type { Fault } from '../protocol.ts';
import { ApiError, rateLimited } from './error.ts';

/** Misbehaviour asked for by tests, used up one call at a time. */
export class Faults {
  #list: { fault: Fault; left: number }[] = [];

  /** Replaces what was asked for before. */
  set(next: readonly Fault[]): void {
    this.#list = next.map((fault) => ({ fault, left: fault.times }));
  }

  /** The fault for this call, if there is one; counts it down. */
  take(path: string): Fault | undefined {
    const hit = this.#list.find((f) => f.left > 0 && path.includes(f.fault.on));
    if (hit) hit.left -= 1;
    return hit?.fault;
  }
}

/** The answer a fault gives instead of the real one; undefined for those that act on the connection. */
export function faultError(fault: Fault): ApiError | undefined {
  if (fault.kind === 'status500') return new ApiError(2200, 'internal error', { status: 500 });
  if (fault.kind === 'rate429') return rateLimited(50, 1);
  if (fault.kind === 'rate230020')
    return new ApiError(230020, 'This operation triggers the frequency limit.');
  if (fault.kind === 'code') return new ApiError(fault.code ?? 230001, 'asked for by a test');
  return undefined;
}
