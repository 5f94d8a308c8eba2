import { cardFault } from '../card/check.ts';
import type { CardFault } from '../card/judge.ts';
import type { SandboxContext } from '../context.ts';
import { ApiError } from './error.ts';

const TYPES = [
  'text',
  'post',
  'image',
  'file',
  'audio',
  'media',
  'sticker',
  'interactive',
  'share_chat',
  'share_user',
  'system',
];
/** Documented sizes in bytes: 150 KB of text, 30 KB of card or post. */
const MAX_TEXT = 150 * 1024;
export const MAX_CARD = 30 * 1024;

/** Checks the content of a message the bot wants to send. Throws the platform's error. */
export function checkContent(box: SandboxContext, msgType: string, content: string): void {
  if (!TYPES.includes(msgType))
    throw new ApiError(230001, 'Your request contains an invalid request parameter. invalid msg_type');
  const bytes = Buffer.byteLength(content, 'utf8');
  if (bytes > (msgType === 'text' ? MAX_TEXT : MAX_CARD))
    throw new ApiError(230025, 'The length of the message content reaches its limit.');
  if (msgType === 'interactive') {
    parseCard(box, content);
    return;
  }
  const value = objectOf(content);
  if (value === undefined)
    throw new ApiError(
      230001,
      'Your request contains an invalid request parameter. content is not a string in json format',
    );
  if (msgType === 'text' && typeof value.text !== 'string')
    throw new ApiError(230001, 'Your request contains an invalid request parameter. text is required');
  const key = { file: 'file_key', media: 'file_key', audio: 'file_key', image: 'image_key' }[msgType];
  if (key) checkResource(box, msgType, value[key]);
}

function checkResource(box: SandboxContext, msgType: string, key: unknown): void {
  const file = box.world.data.files[String(key)];
  if (!file)
    throw new ApiError(230001, 'Your request contains an invalid request parameter. invalid file_key');
  if (file.owner !== 'bot') throw new ApiError(230017, 'Bot is NOT the owner of the resource.');
  const wanted = { mp4: 'media', opus: 'audio', image: 'image' }[file.kind] ?? 'file';
  if (wanted !== msgType)
    throw new ApiError(230055, 'The type of file upload does not match the type of message being sent.');
}

const objectOf = (json: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
};

/** Parses and checks a card given as JSON text. Throws 230025 or 230099. */
export function parseCard(box: SandboxContext, content: string): Record<string, unknown> {
  if (Buffer.byteLength(content, 'utf8') > MAX_CARD)
    throw new ApiError(230025, 'The length of the message content reaches its limit.');
  const card = objectOf(content);
  if (card === undefined)
    throw cardError({
      code: 200621,
      path: 'ROOT',
      message: 'parse card json err, please check whether the card json is correct',
    });
  if (card.type === 'template')
    throw cardError({ code: 200380, path: 'ROOT', message: 'the template is not published' });
  const fault = cardFault(card, (openId) => openId in box.world.data.people || openId === box.app.botOpenId);
  if (fault) throw cardError(fault);
  return card;
}

/** 230099 with the inner code, path and text in `msg`, as the platform packs them. */
export const cardError = (fault: CardFault): ApiError =>
  new ApiError(
    230099,
    `Failed to create card content, ext=ErrCode: ${fault.code}; ErrPath: ${fault.path}; ErrMsg: ${fault.message}; `,
  );
