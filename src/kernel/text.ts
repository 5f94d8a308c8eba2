/** One piece of user-visible text in every language the bot speaks. A missing language is a type error. */
export type Text = Readonly<{ 'zh-CN': string; 'en-US': string }>;

export const text = (zh: string, en: string): Text => ({ 'zh-CN': zh, 'en-US': en });

/** A value that reads the same in both languages: a name, a number, what somebody typed. */
export const same = (value: string | number): Text => text(String(value), String(value));

/** Joins texts language by language. `between` is a Text too, since Chinese lists use 、 and English ones a comma. */
export const joinTexts = (parts: readonly Text[], between: Text = text('', '')): Text =>
  text(
    parts.map((p) => p['zh-CN']).join(between['zh-CN']),
    parts.map((p) => p['en-US']).join(between['en-US']),
  );

export const listComma: Text = text('、', ', ');

/** 「李四 代 张三」: whoever acts for somebody else is named with both, everywhere. */
export const inPlaceOf = (person: Text, absent: Text): Text =>
  text(`${person['zh-CN']} 代 ${absent['zh-CN']}`, `${person['en-US']} for ${absent['en-US']}`);
