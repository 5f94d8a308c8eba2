/** Markdown that is safe to show: every `${value}` in the template is escaped, so nobody can type `<at id=all>`. */
export class Md {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

/** Whole list of feishu.md §7.6; with fewer characters bare URLs, tables and :EMOJI: stay alive (measured). */
export const escapeMarkdown = (value: string): string =>
  value.replace(/[&<>*_~`[\]()#\\:/|!+\-$"'{}=]/g, (c) => `&#${c.codePointAt(0)};`).replace(/\r?\n/g, '<br>');

export const md = (parts: TemplateStringsArray, ...values: readonly (string | number | Md)[]): Md =>
  new Md(
    parts.reduce((out, part, i) => {
      const value = values[i - 1];
      return out + (value instanceof Md ? value.source : escapeMarkdown(String(value))) + part;
    }),
  );

export const joinMd = (parts: readonly Md[], between = '\n'): Md =>
  new Md(parts.map((p) => p.source).join(between));

/** A mention made from an id that we hold, never from text. */
export const mention = (openId: string): Md =>
  new Md(/^ou_[A-Za-z0-9]+$/.test(openId) ? `<at id=${openId}></at>` : '');
