/**
 * L06 over the whole suite: every line that a bot, a door, a client or a process of a test logs is looked at here. What is
 * found fails the test that it was found in (`no-leaks.ts`), even where the bot caught what a logger threw.
 * `test/repo/logs.test.ts` keeps it so that no test logs past it.
 */
const secrets = new Set<string>();
const typed = new Set<string>();
const found: string[] = [];

/** Logs are codes, ids and English words of ours: a Chinese character was written by a person, or for one. */
const SOMEBODYS = /[\u3400-\u9fff\uf900-\ufaff]/;
/** Of a tenant or user, of a card's answer, of the long connection. Ids of ours have capitals. */
const TOKEN = /\bBearer |\b[tu]-[A-Za-z0-9_-]{1,}\b|\bc-[0-9a-f]{32}|[?&](ticket|access_key)=/;
/** Bytes have no place in a log: what they hold can't be seen. */
const BYTES = /"type":"Buffer"/;
/** Shorter, or made like an id, it may stand in a log by chance or on purpose. */
const SHORTEST = 8;
const ID_LIKE = /^[\w:.@-]*$/;

/** A secret that a test gives to what it tests. Throws for one too short to be told from other words. */
export function secret(value: string): string {
  if (value.length < SHORTEST) throw new Error(`a secret of ${value.length} characters can't be looked for`);
  secrets.add(value);
  return value;
}

/** A ledger key, 32 times the same byte: looked for in every form that it could be written in. */
export function secretKey(byte: number): Buffer {
  const key = Buffer.alloc(32, byte);
  for (const form of ['hex', 'base64', 'latin1'] as const) secret(key.toString(form));
  secret(key.join(','));
  return key;
}

/** What somebody typed, in a message, a form or a file's name. */
export function typing(value: unknown): void {
  if (typeof value === 'string') {
    const text = value.trim();
    if (text.length >= SHORTEST && !ID_LIKE.test(text)) typed.add(text);
  } else if (value !== null && typeof value === 'object') for (const one of Object.values(value)) typing(one);
}

/** As it would stand in a line of JSON. */
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const holds = (line: string, texts: Iterable<string>): boolean => {
  for (const text of texts) if (line.includes(text) || line.includes(inJson(text))) return true;
  return false;
};

const hidden = (line: string): string | undefined =>
  holds(line, secrets) ? 'a secret' : TOKEN.test(line) ? 'a token' : undefined;
const written = (line: string): string | undefined =>
  BYTES.test(line) ? 'bytes' : SOMEBODYS.test(line) || holds(line, typed) ? 'a text' : undefined;
const note = (what: string | undefined, line: string): void => {
  if (what) found.push(`${what} in the log: ${line.slice(0, 200)}`);
};

/** Looks at one line of a log. */
export const look = (line: string): void => note(hidden(line) ?? written(line), line);

/** As the process's logger writes it: of an error, wherever it stands, message and stack. */
const plain = (_key: string, value: unknown): unknown =>
  value instanceof Error ? { ...value, name: value.name, message: value.message, stack: value.stack } : value;

/** Looks at what is logged and gives its line. */
export function logLine(what: string, facts: unknown = {}): string {
  const line = `${what} ${JSON.stringify(facts, plain)}`;
  look(line);
  return line;
}

/**
 * Looks at one line that a process wrote: a line of its log, or words for its console, which may well be Chinese. The
 * one-time code stands there once, and from then on nowhere.
 */
export function lookAtOutput(line: string): void {
  if (line.startsWith('{"level":')) look(line);
  else note(hidden(line), line);
  const code = /claim code: (\S+)/.exec(line)?.[1];
  if (code) secret(code);
}

/** The bot's log in a test: its lines are kept and looked at. */
export const botLog =
  (lines: string[] = []) =>
  (level: string, event: string, facts?: object): void =>
    void lines.push(logLine(`${level} ${event}`, facts));
/** The log of a door, a client or a long connection in a test: likewise. */
export function feishuLog(lines: string[] = []) {
  const keep = (fields: object, line: string): void => void lines.push(logLine(line, fields));
  return { info: keep, warn: keep, error: keep };
}

/** What was found since it was asked last. */
export const leaks = (): readonly string[] => found.splice(0);
/** Texts of one test are not looked for in the log of the next. */
export const forget = (): void => typed.clear();
