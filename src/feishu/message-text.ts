import { isObject, type JsonObject, safeParse } from './parse.ts';
import { fileKey, type WireMessage } from './wire.ts';

const MENTION = /@_(?:user_\d{1,4}|all)/g;
/** File names longer than any file system keeps are cut; the end carries the extension. */
const MAX_NAME = 200;

/** A rich text is a list of lines, each a list of pieces; only what reads as text is kept. */
function postText(content: JsonObject): string {
  const lines = Array.isArray(content.content) ? content.content : [];
  const piece = (p: unknown): string => {
    if (!isObject(p)) return '';
    if (p.tag === 'at') return typeof p.user_id === 'string' ? p.user_id : '';
    return typeof p.text === 'string' ? p.text : '';
  };
  const body = lines.map((line) => (Array.isArray(line) ? line.map(piece).join('') : ''));
  return [typeof content.title === 'string' ? content.title : '', ...body].filter(Boolean).join('\n');
}

/** Replaces `@_user_1` by the person's name, and by nothing for the bot. One pass, so names are never read as keys. */
function nameMentions(text: string, message: WireMessage, botOpenId: string): string {
  const names = new Map(message.mentions.map((m) => [m.key, m.id.open_id === botOpenId ? '' : `@${m.name}`]));
  return text.replace(MENTION, (key) => names.get(key) ?? key).trim();
}

export const mentionsBot = (message: WireMessage, botOpenId: string): boolean =>
  message.mentions.some((m) => m.id.open_id === botOpenId);

/** What a person wrote or sent: text of plain and rich messages, key and name of a file; else an empty text. */
export function readContent(
  message: WireMessage,
  botOpenId: string,
): { text: string; file?: { key: string; name: string } } {
  const content = safeParse(message.content) ?? {};
  if (message.message_type === 'text' && typeof content.text === 'string')
    return { text: nameMentions(content.text, message, botOpenId) };
  if (message.message_type === 'post') return { text: nameMentions(postText(content), message, botOpenId) };
  const key = fileKey.safeParse(content.file_key);
  if (message.message_type === 'file' && key.success) {
    const name = typeof content.file_name === 'string' ? content.file_name.slice(-MAX_NAME) : '';
    return { text: '', file: { key: key.data, name } };
  }
  return { text: '' };
}
