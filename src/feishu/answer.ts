import type { Envelope, Handle, Reply, Toast } from '../kernel/envelope.ts';
import { text } from '../kernel/text.ts';
import { thrownName } from '../kernel/thrown.ts';
import type { Log } from './log.ts';
import type { Timers } from './timers.ts';

/** Feishu waits 3 s; half a second is left for the way back. */
export const RACE_MS = 2_500;

export type Answering = {
  readonly handle: Handle;
  readonly log: Log;
  readonly timers: Timers;
  readonly raceMs?: number;
  /** Told when the handler lost the race; it goes on, and `reply` is what would have been answered. */
  readonly onLate?: (envelope: Envelope, reply: Promise<Reply>) => void;
};
/** `failed`: the handler threw or, for an event, was not done in time: it must be pushed again. */
export type Answer = { readonly failed: boolean; readonly reply: Reply };

const WORKING = text('处理中，结果稍后更新。', 'In progress. The card will be updated shortly.');
const FAILED = text(
  '暂时未能处理，内容没有保存，请稍后再点一次。',
  'This could not be handled right now and nothing was saved. Please try again in a moment.',
);
const toastBody = ({ type, text: words }: Toast) => ({
  type,
  content: words['zh-CN'],
  i18n: { zh_cn: words['zh-CN'], en_us: words['en-US'] },
});

/** The wire form of a reply: only these keys, or the client shows an error. The card's audience stays with us. */
export const replyBody = ({ toast, card }: Reply): object => ({
  ...(toast ? { toast: toastBody(toast) } : {}),
  ...(card ? { card: { type: 'raw', data: card.json } } : {}),
});

/** The same as JSON text. The card was written out when it was drawn. */
export function replyText({ toast, card }: Reply): string {
  const parts = [
    ...(toast ? [`"toast":${JSON.stringify(toastBody(toast))}`] : []),
    ...(card ? [`"card":{"type":"raw","data":${card.text}}`] : []),
  ];
  return `{${parts.join(',')}}`;
}

/**
 * Runs the handler against the clock and gives what to answer. Never rejects.
 * A slow click is answered "in progress"; a slow event is failed, since its repeat finds the same cause and does no harm.
 */
export async function answer(envelope: Envelope, with_: Answering): Promise<Answer> {
  const isClick = envelope.kind === 'click';
  const running = Promise.resolve().then(() => with_.handle(envelope));
  let stop = (): void => {};
  const late = new Promise<'late'>((resolve) => {
    stop = with_.timers.after(with_.raceMs ?? RACE_MS, () => resolve('late'));
  });
  try {
    const first = await Promise.race([running, late]);
    if (first !== 'late') return { failed: false, reply: isClick ? first : {} };
    running.catch((thrown) =>
      with_.log.error({ cause: envelope.cause, thrown: thrownName(thrown) }, 'late failure'),
    );
    with_.log.warn({ cause: envelope.cause, kind: envelope.kind }, 'handler slower than the answer may be');
    with_.onLate?.(envelope, running);
    return { failed: !isClick, reply: isClick ? { toast: { type: 'info', text: WORKING } } : {} };
  } catch (thrown) {
    with_.log.error(
      { cause: envelope.cause, kind: envelope.kind, thrown: thrownName(thrown) },
      'handler failed',
    );
    return { failed: true, reply: isClick ? { toast: { type: 'error', text: FAILED } } : {} };
  } finally {
    stop();
  }
}
