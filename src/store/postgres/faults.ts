import { StoreError } from '../store.ts';

const DISK_FULL = '53100';
/** Connection (08), resources (53), limits set by us or the server (55P03, 57…), idle in transaction (25P03), standby. */
const AWAY = /^(08|53|57|58|XX)|^(55P03|25P03|25006|40001|40P01|42501|28...|3D000)$/;
/** The data does not fit: too long for an index, too deep for jsonb, a character that cannot be. */
const UNFIT = /^(22|54)/;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
const isServerCode = (code: string): boolean => /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('E');

/** Trouble with the data of one commit, not with the database: the others of its batch are not to suffer. */
export const isUnfit = (error: unknown): boolean =>
  isServerCode(codeOf(error)) && /^(22|23|54)/.test(codeOf(error));

/** The connection broke: nothing was said about what the server did last. */
export function isBroken(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof StoreError) return false;
  const code = codeOf(error);
  if (isServerCode(code)) return /^(08|57P|25P03)/.test(code);
  return code === '' ? CONNECTION.test(error.message) : BROKEN.test(code);
}
const BROKEN = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EAI_)/;
/** pg's own errors have no code. */
const CONNECTION =
  /^(Connection terminated|Client has encountered|Client was closed|timeout exceeded|timeout expired)/;

/** What the caller is told: StoreError for the database's troubles, anything else as it came. */
export function faultOf(error: unknown): unknown {
  if (error instanceof StoreError || !(error instanceof Error)) return error;
  const code = codeOf(error);
  const words = `${error.message}${code && ` (${code})`}`;
  if (code === DISK_FULL)
    return new StoreError('STORAGE_FULL', `nothing was changed, the database's disk is full: ${words}`);
  if (isServerCode(code) && UNFIT.test(code))
    return new RangeError(`does not fit into the database: ${words}`);
  if (isServerCode(code) && code.startsWith('23'))
    return new StoreError('CORRUPT', `the database contradicts its ledger: ${words}`);
  if (isBroken(error) || (isServerCode(code) && AWAY.test(code)))
    return new StoreError('UNAVAILABLE', `the database cannot be reached or cannot answer: ${words}`);
  if (isServerCode(code)) return new StoreError('UNAVAILABLE', `the database refused: ${words}`);
  return error;
}
