import type { IncomingMessage } from 'node:http';
import type { Timers } from './timers.ts';

export type BodyFault = 'too large' | 'aborted' | 'timeout';

/**
 * Reads a request body as bytes, before anything else may touch it. Always settles: at the end, at the limit, when
 * the client goes away, or after `timeoutMs`. Chunks are joined as bytes, so a character split between two of them
 * stays whole.
 */
export function readBody(
  req: IncomingMessage,
  limits: { readonly maxBytes: number; readonly timeoutMs: number; readonly timers: Timers },
): Promise<Buffer | BodyFault> {
  if (Number(req.headers['content-length'] ?? 0) > limits.maxBytes) {
    req.resume();
    return Promise.resolve('too large');
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const stop = limits.timers.after(limits.timeoutMs, () => settle('timeout'));
    const settle = (result: Buffer | BodyFault): void => {
      stop();
      req.off('data', onData).off('end', onEnd).off('close', onGone).off('aborted', onGone);
      // What still comes is thrown away unread; the error listener stays, since an abort may report itself later.
      req.resume();
      resolve(result);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limits.maxBytes) settle('too large');
      else chunks.push(chunk);
    };
    const onEnd = (): void => settle(Buffer.concat(chunks, size));
    const onGone = (): void => settle('aborted');
    req.on('data', onData).on('end', onEnd).on('close', onGone).on('aborted', onGone).on('error', onGone);
  });
}
