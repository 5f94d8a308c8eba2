const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ensp: '\u2002',
  emsp: '\u2003',
  sim: '\u223c',
  reg: '\u00ae',
  copy: '\u00a9',
  middot: '\u00b7',
  hellip: '\u2026',
};

/** Matches one entity at the start of a string. */
const ENTITY = /^&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/;

/** The entity at the start of `source` as the character it stands for; undefined when it is none. Decodes once only. */
export function entityAt(source: string): { readonly char: string; readonly length: number } | undefined {
  const hit = ENTITY.exec(source);
  if (!hit) return undefined;
  const [whole, decimal, hex, name] = hit;
  if (name !== undefined) {
    const char = NAMED[name];
    return char === undefined ? undefined : { char, length: whole.length };
  }
  const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? '', 16);
  const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return { char: valid ? String.fromCodePoint(code) : '\ufffd', length: whole.length };
}

/** A text with all its entities decoded, for attribute values and code. */
export function decodeEntities(source: string): string {
  return source.replace(/&[^;\s]{1,9};/g, (entity) => entityAt(entity)?.char ?? entity);
}
