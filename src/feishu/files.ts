import { extname } from 'node:path';
import { path } from './call.ts';
import { answerFault } from './faults.ts';
import { MessengerError } from './messenger.ts';
import { isObject, safeParse } from './parse.ts';
import type { HttpRequest, HttpResponse } from './sdk.ts';
import { readCapped } from './stream.ts';

type Send = (request: HttpRequest) => Promise<HttpResponse>;

/** Feishu's own words for kinds of file; all others are `stream`. */
const FILE_TYPES: Readonly<Record<string, string>> = {
  '.xlsx': 'xls',
  '.xls': 'xls',
  '.docx': 'doc',
  '.doc': 'doc',
  '.pptx': 'ppt',
  '.ppt': 'ppt',
  '.pdf': 'pdf',
};
/** Feishu takes 30 MB (234006 above it). */
const MAX_UPLOAD_BYTES = 30 * 1024 * 1024;
/** Long enough for 30 MB over a slow office line, far from for ever. */
const TRANSFER_MS = 60_000;

/** Uploads a file and gives its key. The part carries a file name: without one Feishu sees an empty file (234010). */
export async function upload(send: Send, file: { name: string; bytes: Uint8Array }): Promise<string> {
  if (file.bytes.length === 0 || file.bytes.length > MAX_UPLOAD_BYTES)
    throw new MessengerError(
      'permanent',
      0,
      `a file of ${file.bytes.length} bytes can't be sent; Feishu takes 1 to 30 MB`,
    );
  const form = new FormData();
  form.append('file_type', FILE_TYPES[extname(file.name).toLowerCase()] ?? 'stream');
  form.append('file_name', file.name);
  form.append('file', new File([Buffer.from(file.bytes)], file.name, { type: 'application/octet-stream' }));
  const signal = AbortSignal.timeout(TRANSFER_MS);
  const { data } = await send({ method: 'POST', url: '/open-apis/im/v1/files', data: form, signal });
  const inner = isObject(data) && isObject(data.data) ? data.data.file_key : undefined;
  if (typeof inner !== 'string') throw new MessengerError('again', 0, 'Feishu answered without a file key');
  return inner;
}

/** Feishu may answer a download with 200 and a JSON refusal; files themselves come as octet-stream. */
function refusalIn(response: HttpResponse, bytes: Buffer): MessengerError | undefined {
  const isJson = String(response.headers['content-type'] ?? '').includes('application/json');
  const data = isJson ? safeParse(bytes) : undefined;
  return data && typeof data.code === 'number' && data.code !== 0 && 'msg' in data
    ? answerFault({ ...response, data })
    : undefined;
}

/** What a person sent, at most `maxBytes`; a larger file is a `permanent` fault, found while reading. */
export async function download(
  send: Send,
  messageId: string,
  fileKey: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const response = await send({
    method: 'GET',
    url: `/open-apis${path`/im/v1/messages/${messageId}/resources/${fileKey}`}`,
    params: { type: fileKey.startsWith('img') ? 'image' : 'file' },
    responseType: 'stream',
    maxContentLength: -1,
    signal: AbortSignal.timeout(TRANSFER_MS),
  });
  let bytes: Buffer | undefined;
  try {
    bytes = await readCapped(response.data as AsyncIterable<Uint8Array>, maxBytes);
  } catch {
    throw new MessengerError('again', 0, 'the download broke off');
  }
  if (!bytes) throw new MessengerError('permanent', 0, `the file is larger than ${maxBytes} bytes`);
  const refusal = refusalIn(response, bytes);
  if (refusal) throw refusal;
  return bytes;
}
