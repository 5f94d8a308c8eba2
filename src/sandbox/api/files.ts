import type { StoredFile } from '../world.ts';
import { type Part, parseMultipart } from './body.ts';
import { type ApiRoute, type Call, param } from './call.ts';
import { ApiError } from './error.ts';

const FILE_TYPES = ['opus', 'mp4', 'pdf', 'doc', 'xls', 'ppt', 'stream'];
export const MAX_FILE = 30 * 1024 * 1024;
const MAX_IMAGE = 10 * 1024 * 1024;

function partsOf(call: Call): Part[] {
  const parts = parseMultipart(call.contentType, call.raw);
  if (!parts) throw new ApiError(234001, 'Invalid request param. The body is not multipart/form-data.');
  return parts;
}

const textOf = (parts: readonly Part[], name: string): string =>
  parts.find((p) => p.name === name)?.bytes.toString('utf8') ?? '';

/** The bytes of a file part. A part without a file name counts as no file, as on the platform. */
function fileOf(parts: readonly Part[], name: string, max: number): Buffer {
  const part = parts.find((p) => p.name === name);
  if (!part) throw new ApiError(234001, `Invalid request param. ${name} is required.`);
  if (part.filename === undefined || part.bytes.length === 0)
    throw new ApiError(234010, "File's size can't be 0.");
  if (part.bytes.length > max) throw new ApiError(234006, 'The file size exceed the max value.');
  return part.bytes;
}

function uploadFile(call: Call) {
  const parts = partsOf(call);
  const kind = textOf(parts, 'file_type');
  const name = textOf(parts, 'file_name');
  if (!FILE_TYPES.includes(kind)) throw new ApiError(234001, 'Invalid request param. file_type.');
  if (name === '') throw new ApiError(234001, 'Invalid request param. file_name.');
  const bytes = fileOf(parts, 'file', MAX_FILE);
  const file = call.box.world.putFile({ owner: 'bot', kind, name, base64: bytes.toString('base64') });
  return { data: { file_key: file.key } };
}

/** First bytes of the picture formats the platform takes and a bot is likely to send. */
const isImage = (bytes: Buffer): boolean =>
  [/^\x89PNG/, /^\xff\xd8\xff/, /^GIF8/, /^RIFF....WEBP/s, /^BM/].some((magic) =>
    magic.test(bytes.toString('latin1', 0, 12)),
  );

function uploadImage(call: Call) {
  const parts = partsOf(call);
  if (!['message', 'avatar'].includes(textOf(parts, 'image_type')))
    throw new ApiError(234001, 'Invalid request param. image_type.');
  const bytes = fileOf(parts, 'image', MAX_IMAGE);
  if (!isImage(bytes)) throw new ApiError(234011, "Can't recognize the image format.");
  const stored = { owner: 'bot', kind: 'image', name: 'image', base64: bytes.toString('base64') };
  return { data: { image_key: call.box.world.putFile(stored, 'img_v3_').key } };
}

const bytesOf = (file: StoredFile) => ({ bytes: Buffer.from(file.base64, 'base64'), name: file.name });

function ownFile(call: Call) {
  const file = call.box.world.data.files[param(call, 'key')];
  if (!file) throw new ApiError(234001, 'Invalid request param. key.');
  if (file.owner !== 'bot') throw new ApiError(234008, 'The app is not the resource sender.');
  return bytesOf(file);
}

/** What a person sent: the key must belong to the very message. */
function messageResource(call: Call) {
  const { world } = call.box;
  const message = world.message(param(call, 'message_id'));
  const key = param(call, 'file_key');
  if (!['image', 'file'].includes(call.query.get('type') ?? ''))
    throw new ApiError(234001, 'Invalid request param. type.');
  const file = world.data.files[key];
  if (!message || !file || message.recalled || !message.content.includes(`"${key}"`))
    throw new ApiError(234003, 'File not in msg.');
  if (!world.data.chats[message.chatId]?.botInside) throw new ApiError(234004, 'The app is not in the chat.');
  return bytesOf(file);
}

const UPLOAD = ['im:resource', 'im:resource:upload'];
const READ = ['im:message', 'im:message:readonly'];

export const fileRoutes: readonly ApiRoute[] = [
  { method: 'post', path: '/im/v1/files', scopes: UPLOAD, handle: uploadFile },
  { method: 'post', path: '/im/v1/images', scopes: UPLOAD, handle: uploadImage },
  { method: 'get', path: '/im/v1/files/:key', scopes: ['im:resource'], handle: ownFile },
  { method: 'get', path: '/im/v1/images/:key', scopes: ['im:resource'], handle: ownFile },
  {
    method: 'get',
    path: '/im/v1/messages/:message_id/resources/:file_key',
    scopes: READ,
    handle: messageResource,
  },
];
