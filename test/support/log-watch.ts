/**
 * L06 over the whole suite: every line that a bot, a door, a client or a process of a test logs is looked at here. What is
 * found fails the test that it was found in (`no-leaks.ts`), even where the bot caught what a logger threw.
 */
const secrets = new Set<string>();
const typed = new Set<string>();
const found: string[] = [];

/** Logs are codes, ids and English words of ours: a Chinese character was written by a person, or for one. */
const SOMEBODYS = /[\u3400-\u9fff\uf900-\ufaff]/;
const TOKEN = /\bBearer |\b[tu]-[A-Za-z0-9_-]{1,}\b/;
/** Shorter, or made like an id, it may stand in a log by chance or on purpose. */
const SHORTEST = 8;
const ID_LIKE = /^[\w:.@-]*$/;

/** A secret that a test gives to what it tests. */
export function secret(value: string): string {
  secrets.add(value);
  return value;
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

/** As the process's logger writes it: of an error, wherever it stands, message and stack. */
const plain = (_key: string, value: unknown): unknown =>
  value instanceof Error ? { ...value, name: value.name, message: value.message, stack: value.stack } : value;

/** Looks at what is logged and gives its line. */
export function logLine(what: string, facts: unknown = {}): string {
  const line = `${what} ${JSON.stringify(facts, plain)}`;
  look(line);
  return line;
}

/** Looks at one line of a log. */
export function look(line: string): void {
  const what = holds(line, secrets)
    ? 'a secret'
    : TOKEN.test(line)
      ? 'a token'
      : SOMEBODYS.test(line) || holds(line, typed)
        ? 'a text'
        : undefined;
  if (what) found.push(`${what} in the log: ${line.slice(0, 200)}`);
}

/** What was found since it was asked last. */
export const leaks = (): readonly string[] => found.splice(0);
/** Texts of one test are not looked for in the log of the next. */
export const forget = (): void => typed.clear();
