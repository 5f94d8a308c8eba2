import { performance } from 'node:perf_hooks';
import { Faults } from './api/faults.ts';
import { Limits } from './api/limits.ts';
import { Tokens } from './api/tokens.ts';
import { SandboxClock } from './clock.ts';
import type { SandboxContext } from './context.ts';
import { announceTime } from './control/time.ts';
import { loadState, ToyDisk } from './disk.ts';
import { Grants } from './granted.ts';
import { CardLocks } from './locks.ts';
import type { SandboxOptions } from './options.ts';
import { Push } from './push/push.ts';
import { LongConnections } from './push/socket.ts';
import { type WebhookOptions, webhookTransport } from './push/webhook.ts';
import { Stream } from './stream.ts';
import { UpdateTokens } from './update-tokens.ts';
import { World, worldOf } from './world.ts';

/** The platform gives the receiver 3 s. */
const ANSWER_LIMIT_MS = 3000;

/** Clock, world and disk: as saved, else as the options say. */
function openWorld(options: SandboxOptions, monotonic: () => number) {
  const saved = loadState(options.stateFile);
  const clock = new SandboxClock({ ...options.clock, ...(saved ? { now: saved.now } : {}) }, monotonic);
  const disk = new ToyDisk(options.stateFile, () => ({ now: clock.now(), world: world.data }));
  const world: World = new World({ ...worldOf(options.bureau), ...saved?.world }, () => disk.saveSoon());
  return { clock, disk, world };
}

/** Both ways to the bot; only one of them is used for pushes, long connections are taken in any case. */
function openWays(options: SandboxOptions, clock: SandboxClock, addresses: SandboxContext['addresses']) {
  const { fragmentBytes = 64 * 1024, cardFrameType = 'event', answerLimitMs = ANSWER_LIMIT_MS } = options;
  const sockets = new LongConnections({ answerLimitMs, fragmentBytes, cardFrameType });
  const { encryptKey, verificationToken } = options.app;
  const url = () => addresses.webhook;
  const webhook: WebhookOptions = {
    url,
    encryptKey,
    verificationToken,
    now: () => clock.now(),
    answerLimitMs,
  };
  return {
    sockets,
    webhook,
    transport: options.transport === 'websocket' ? sockets : webhookTransport(webhook),
  };
}

/** Puts the parts of a sandbox together; nothing listens yet. */
export function buildSandbox(options: SandboxOptions, addresses: SandboxContext['addresses']) {
  const monotonic = options.monotonic ?? (() => performance.now());
  const { clock, disk, world } = openWorld(options, monotonic);
  const { sockets, webhook, transport } = openWays(options, clock, addresses);
  const grants = new Grants(options.granted);
  const box: SandboxContext = {
    app: options.app,
    zone: options.zone ?? 'Asia/Shanghai',
    menu: options.menu,
    world,
    clock,
    push: new Push(options.app, transport, clock, world, grants),
    stream: new Stream(),
    sockets,
    tokens: new Tokens(monotonic),
    limits: new Limits(monotonic),
    faults: new Faults(),
    grants,
    updateTokens: new UpdateTokens(() => clock.now()),
    locked: new CardLocks(),
    addresses,
  };
  clock.onJump = (now) => announceTime(box, now);
  return { box, disk, webhook };
}
