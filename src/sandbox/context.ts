import type { Faults } from './api/faults.ts';
import type { Limits } from './api/limits.ts';
import type { Tokens } from './api/tokens.ts';
import type { SandboxClock } from './clock.ts';
import type { Grants } from './granted.ts';
import type { CardLocks } from './locks.ts';
import type { SandboxState } from './protocol.ts';
import type { Push } from './push/push.ts';
import type { LongConnections } from './push/socket.ts';
import type { Stream } from './stream.ts';
import type { UpdateTokens } from './update-tokens.ts';
import type { World } from './world.ts';

/** The self-built app that the sandbox's tenant has installed. */
export type SandboxApp = {
  /** `cli_` + 16 hex digits; the vendor's WSClient refuses others. */
  readonly appId: string;
  readonly appSecret: string;
  /** '' means no encryption and no signature. */
  readonly encryptKey: string;
  readonly verificationToken: string;
  readonly tenantKey: string;
  readonly botOpenId: string;
  readonly botName: string;
};

/** Everything the routes work on. */
export type SandboxContext = {
  readonly app: SandboxApp;
  readonly zone: string;
  readonly menu: SandboxState['menu'];
  readonly world: World;
  readonly clock: SandboxClock;
  readonly push: Push;
  readonly stream: Stream;
  readonly sockets: LongConnections;
  readonly tokens: Tokens;
  readonly limits: Limits;
  readonly faults: Faults;
  readonly grants: Grants;
  readonly updateTokens: UpdateTokens;
  /** Messages whose callback is open: they may not be patched meanwhile. */
  readonly locked: CardLocks;
  /** The bot's tick route; empty when nobody is to be told that the clock moved. */
  readonly addresses: { webhook: string | undefined; tick: string | undefined };
};
