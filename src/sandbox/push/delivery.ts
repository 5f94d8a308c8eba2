/** How one push ended. `status` as the receiver gave it; a failure names what the platform saw instead. */
export type Delivery =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'failed'; readonly why: 'timeout' | 'connect' };

/** One way to the bot: webhook or long connection. `message` is the plain event as JSON text. */
export type Transport = {
  deliver(message: string, kind: 'event' | 'card'): Promise<Delivery>;
};
