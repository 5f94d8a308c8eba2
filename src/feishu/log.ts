/** The part of a pino logger this folder uses: fields first, then one English line. Never bodies, names or secrets. */
export type Log = {
  info(fields: object, line: string): void;
  warn(fields: object, line: string): void;
  error(fields: object, line: string): void;
};

/** What may be written about something thrown: its class and code. Messages can hold tokens, texts and addresses. */
export function thrownName(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const code =
    'code' in thrown && /^[A-Z0-9_]{1,40}$/.test(String(thrown.code)) ? ` ${String(thrown.code)}` : '';
  return `${thrown.name}${code}`;
}
