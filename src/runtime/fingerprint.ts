import { hash } from 'node:crypto';

/** sha256 of what somebody meant, so that one cause can't come back with another content unnoticed. */
export const fingerprintOf = (...parts: readonly unknown[]): string =>
  hash('sha256', JSON.stringify(parts), 'hex');
