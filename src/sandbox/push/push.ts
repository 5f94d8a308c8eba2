import type { SandboxClock } from '../clock.ts';
import type { Grants } from '../granted.ts';
import { freshId } from '../ids.ts';
import type { World } from '../world.ts';
import type { Delivery, Transport } from './delivery.ts';

/** Waits before the 1st…4th repeat of an event that got no 200 in time; callbacks are never repeated. */
export const REDELIVERY_MS = [15_000, 300_000, 3_600_000, 21_600_000] as const;

export type PushIdentity = {
  readonly appId: string;
  readonly tenantKey: string;
  readonly verificationToken: string;
};

/** Sends events (at least once) and callbacks (exactly one attempt) over one transport. */
export class Push {
  readonly #identity: PushIdentity;
  readonly #transport: Transport;
  readonly #clock: SandboxClock;
  readonly #world: World;
  readonly #grants: Grants;
  #last: string | undefined;

  constructor(
    identity: PushIdentity,
    transport: Transport,
    clock: SandboxClock,
    world: World,
    grants: Grants,
  ) {
    this.#identity = identity;
    this.#transport = transport;
    this.#clock = clock;
    this.#world = world;
    this.#grants = grants;
    for (const p of world.data.pending) this.#arm(p.body, p.due, p.attempt);
  }

  /** Pushes an event; true when the first attempt got its 200. Otherwise it comes again on the sandbox's clock, unless the app may not hear it. */
  async event(eventType: string, event: object): Promise<boolean> {
    if (!this.#grants.hears(eventType, event)) return false;
    const body = JSON.stringify(this.#envelope(eventType, event, String(this.#clock.now())));
    this.#last = body;
    return this.#attempt(body, 0);
  }

  /** Pushes a card callback and gives what came back. Its create_time is in microseconds, as in the vendor's sample. */
  callback(event: object): Promise<Delivery> {
    const body = this.#envelope('card.action.trigger', event, `${this.#clock.now()}000`);
    return this.#transport.deliver(JSON.stringify(body), 'card');
  }

  /** Delivers the latest event once more: duplicates happen on the platform even after a 200. */
  async repeatLast(): Promise<boolean> {
    return this.#last !== undefined && accepted(await this.#transport.deliver(this.#last, 'event'));
  }

  #envelope(eventType: string, event: object, createTime: string): object {
    return {
      schema: '2.0',
      header: {
        event_id: freshId(''),
        event_type: eventType,
        create_time: createTime,
        token: this.#identity.verificationToken,
        app_id: this.#identity.appId,
        tenant_key: this.#identity.tenantKey,
      },
      event: this.#grants.redact(event),
    };
  }

  async #attempt(body: string, attempt: number): Promise<boolean> {
    if (accepted(await this.#transport.deliver(body, 'event'))) return true;
    const wait = REDELIVERY_MS[attempt];
    if (wait === undefined) return false;
    const due = this.#clock.now() + wait;
    this.#world.data.pending.push({ body, due, attempt: attempt + 1 });
    this.#world.changed();
    this.#arm(body, due, attempt + 1);
    return false;
  }

  #arm(body: string, due: number, attempt: number): void {
    this.#clock.at(due, async () => {
      this.#world.data.pending = this.#world.data.pending.filter((p) => p.body !== body);
      this.#world.changed();
      await this.#attempt(body, attempt);
    });
  }
}

const accepted = (delivery: Delivery): boolean => delivery.kind === 'answered' && delivery.status === 200;
