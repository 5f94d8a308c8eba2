/** The part of a pino logger this folder uses: fields first, then one English line. Never bodies, names or secrets. */
export type Log = {
  info(fields: object, line: string): void;
  warn(fields: object, line: string): void;
  error(fields: object, line: string): void;
};
