/** What may be written about something thrown: its class and code. Messages can hold tokens, texts and addresses. */
export function thrownName(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const code =
    'code' in thrown && /^[A-Z0-9_]{1,40}$/.test(String(thrown.code)) ? ` ${String(thrown.code)}` : '';
  return `${thrown.name}${code}`;
}

/** Frames of our own, sources or compiled; nothing of a message can look like more than a file and a line. */
const FRAME = /^\s+at .*?\/((?:src|cards)\/[\w/-]+\.[jt]s:\d{1,6}):\d+\)?$/m;

/** The same with the place in our program that it came from, for faults of the program itself. */
export function thrownAt(thrown: unknown): string {
  const place = thrown instanceof Error ? FRAME.exec(thrown.stack ?? '')?.[1] : undefined;
  return place === undefined ? thrownName(thrown) : `${thrownName(thrown)} at ${place}`;
}
