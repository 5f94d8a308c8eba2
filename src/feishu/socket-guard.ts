import { isSafeUrl } from './identity.ts';
import type { Log } from './log.ts';
import { isObject } from './parse.ts';
import type { Lark } from './sdk.ts';

type Frame = {
  readonly headers: ReadonlyArray<{ readonly key: string; readonly value: string }>;
  readonly payload?: Uint8Array;
};
type Pull = { ok: boolean; retryable?: boolean; error?: string };
type Pausable = { pause(): void; resume(): void };
/** The parts of WSClient 1.74 that are mended here. They are private to it, so their presence is checked. */
type Inner = {
  handleEventData(frame: Frame): Promise<void>;
  handleControlData(frame: Frame): Promise<void>;
  pullConnectConfig(): Promise<Pull>;
  communicate(): void;
  wsConfig: {
    getWS(key: string): unknown;
    updateWs(values: object): void;
    setWSInstance(socket: Pausable | null): void;
    getWSInstance(): Pausable | null | undefined;
  };
};
const MENDED = ['handleEventData', 'handleControlData', 'pullConnectConfig', 'communicate'] as const;

/** A frame carries some 100 KB; the SDK would make room for any number a fragment names. */
const MAX_FRAGMENTS = 64;
/** The interval Feishu itself gives. A missing one makes the SDK ping without a pause. */
const PING_MS = 120_000;

const headerOf = (frame: Frame, key: string): string | undefined =>
  frame.headers.find((h) => h.key === key)?.value;

/** Clicks may come as `card`, which the SDK drops without a word; they are the same in all else. */
const asEvent = (frame: Frame): Frame => ({
  ...frame,
  headers: frame.headers.map((h) =>
    h.key === 'type' && h.value === 'card' ? { key: h.key, value: 'event' } : h,
  ),
});

function isUsablePong(payload: Uint8Array): boolean {
  try {
    const pong: unknown = JSON.parse(new TextDecoder().decode(payload));
    if (!isObject(pong)) return false;
    const rest = [pong.ReconnectCount, pong.ReconnectInterval, pong.ReconnectNonce];
    return Number(pong.PingInterval) >= 1 && rest.every((n) => typeof n === 'number' && Number.isFinite(n));
  } catch {
    return false;
  }
}

function mendFrames(inner: Inner, log: Log): void {
  const onEvent = inner.handleEventData.bind(inner);
  const onControl = inner.handleControlData.bind(inner);
  inner.handleEventData = async (frame) => {
    if (Number(headerOf(frame, 'sum') ?? 1) <= MAX_FRAGMENTS) return onEvent(asEvent(frame));
    log.warn({ sum: headerOf(frame, 'sum')?.slice(0, 12) }, 'frame of too many fragments dropped');
  };
  inner.handleControlData = async (frame) => {
    if (frame.payload?.length && !isUsablePong(frame.payload)) return;
    return onControl(frame);
  };
}

function mendAddress(inner: Inner): void {
  const pull = inner.pullConnectConfig.bind(inner);
  inner.pullConnectConfig = async () => {
    const pulled = await pull();
    if (!pulled.ok) return pulled;
    if (!(Number(inner.wsConfig.getWS('pingInterval')) >= 1000))
      inner.wsConfig.updateWs({ pingInterval: PING_MS });
    return isSafeUrl(String(inner.wsConfig.getWS('connectUrl')), 'wss:', 'ws:')
      ? pulled
      : { ok: false, retryable: false, error: 'Feishu named an unencrypted address' };
  };
}

/** Frames that arrive together with the handshake come before the SDK listens; the socket waits until it does. */
function mendFirstFrames(inner: Inner): void {
  const set = inner.wsConfig.setWSInstance.bind(inner.wsConfig);
  const listen = inner.communicate.bind(inner);
  inner.wsConfig.setWSInstance = (socket) => {
    socket?.pause();
    set(socket);
  };
  inner.communicate = () => {
    listen();
    inner.wsConfig.getWSInstance()?.resume();
  };
}

/** Mends what WSClient leaves open. Throws when the SDK no longer has the parts, so that an update is noticed. */
export function guardClient(client: Lark.WSClient, log: Log): void {
  const inner = client as unknown as Inner;
  const missing = MENDED.filter((name) => typeof inner[name] !== 'function');
  if (missing.length > 0)
    throw new Error(`the Feishu SDK has changed: WSClient has no ${missing.join(', ')}`);
  mendFrames(inner, log);
  mendAddress(inner);
  mendFirstFrames(inner);
}
