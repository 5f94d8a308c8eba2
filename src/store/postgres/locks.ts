import { hash } from 'node:crypto';

/** Any number will do that nobody else locks in this database: "qingfeng" in the first eight digits of its SHA-256. */
const FIRST = Number.parseInt(hash('sha256', 'qingfeng', 'hex').slice(0, 8), 16);

/** Advisory locks, all of them held until the end of a transaction only. */
export const LOCKS = { opening: FIRST, pace: FIRST + 1 } as const;
