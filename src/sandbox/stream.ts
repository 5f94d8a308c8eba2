import type { SandboxEvent } from './protocol.ts';

/** Hands what happens to everybody who listens: the pages by SSE, tests in process. */
export class Stream {
  readonly #listeners = new Set<(event: SandboxEvent) => void>();

  publish(event: SandboxEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Gives the function that ends listening. */
  listen(listener: (event: SandboxEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
