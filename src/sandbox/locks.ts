/** Which cards are waiting for a callback's answer, and for whom. */
export class CardLocks {
  readonly #open = new Map<string, Set<string>>();

  /** false when this person's click on the card is still open. */
  begin(messageId: string, openId: string): boolean {
    const people = this.#open.get(messageId) ?? new Set();
    if (people.has(openId)) return false;
    this.#open.set(messageId, people.add(openId));
    return true;
  }

  end(messageId: string, openId: string): void {
    const people = this.#open.get(messageId);
    people?.delete(openId);
    if (people?.size === 0) this.#open.delete(messageId);
  }

  has(messageId: string): boolean {
    return this.#open.has(messageId);
  }
}
