import type { SandboxApp } from './context.ts';
import type { Granted } from './granted.ts';
import type { SandboxState } from './protocol.ts';
import type { BureauSeed } from './seed.ts';

export type SandboxOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly bureau: BureauSeed;
  readonly app: SandboxApp;
  readonly transport: 'webhook' | 'websocket';
  /** Where events and card callbacks go; may be told later with `setWebhook`. */
  readonly webhookUrl?: string;
  /** POSTed `{now}` after every jump of the clock, and awaited. */
  readonly tickUrl?: string;
  /** ms since the epoch; `running` lets it go on with real time. A state file's clock wins over `now`. */
  readonly clock: { readonly now: number; readonly running: boolean };
  readonly zone?: string;
  readonly menu: SandboxState['menu'];
  /** What the app may do and hear; everything when left out. `parseManifest` reads it from an app's manifest. */
  readonly granted?: Granted;
  readonly stateFile?: string;
  readonly pageDir?: string;
  /** Real time for rate limits, tokens and the running clock, ms; tests hand in their own. */
  readonly monotonic?: () => number;
  /** The platform's 3 s for an answer. */
  readonly answerLimitMs?: number;
  /** Long connection: bytes of one frame's payload before an event is split. */
  readonly fragmentBytes?: number;
  readonly cardFrameType?: 'event' | 'card';
};
