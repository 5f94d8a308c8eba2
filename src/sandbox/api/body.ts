import type { IncomingMessage } from 'node:http';
import { ApiError } from './error.ts';

/** Reads a request body of at most `max` bytes. Throws `tooBig` beyond. */
export async function readBody(req: IncomingMessage, max: number, tooBig: Error): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > max) throw tooBig;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A JSON object body; an empty body is {}. Throws 9499 when it is anything else. */
export function parseJson(bytes: Buffer): Record<string, unknown> {
  if (bytes.length === 0) return {};
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // falls through to the platform's answer
  }
  throw new ApiError(9499, 'Bad Request');
}

export type Part = { readonly name: string; readonly filename?: string; readonly bytes: Buffer };

/** Splits multipart/form-data. Gives undefined when the content type or the body is not of that kind. */
export function parseMultipart(contentType: string, body: Buffer): Part[] | undefined {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  const parts: Part[] = [];
  const mark = Buffer.from(`--${boundary}`);
  for (let from = body.indexOf(mark); from !== -1; ) {
    const next = body.indexOf(mark, from + mark.length);
    if (next === -1) break;
    const part = partOf(body.subarray(from + mark.length + 2, next - 2));
    if (part) parts.push(part);
    from = next;
  }
  return parts;
}

function partOf(bytes: Buffer): Part | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const head = bytes.subarray(0, end).toString('utf8');
  const name = /[;\s]name="([^"]*)"/i.exec(head)?.[1];
  // Browsers write quotes and line ends of a file name in percent form, and nothing else (WHATWG form data).
  const filename = /filename="([^"]*)"/i.exec(head)?.[1]?.replace(/%(22|0A|0D)/g, decodeURIComponent);
  const content = bytes.subarray(end + 4);
  if (name === undefined) return undefined;
  return filename === undefined ? { name, bytes: content } : { name, filename, bytes: content };
}
