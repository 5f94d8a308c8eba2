import type { Commit, OutboxItem, Store } from '../store/store.ts';

/** An outbox row as it was committed, with the act it came from. */
export type Intent = {
  readonly item: OutboxItem;
  readonly actor: string;
  readonly reason: string;
  readonly at: string;
  /** It goes out again because somebody tapped “resend”. */
  readonly resent: boolean;
};

/** Stands between the bot and its store and remembers what was asked of it, across crashes. */
export type Witness = {
  readonly rows: Map<string, Intent>;
  /** Documents of these kinds that were touched since the last look: `risk:R-…`. */
  takeTouched(): readonly { readonly kind: string; readonly id: string }[];
  watch(store: Store): Store;
};

const WATCHED = new Set(['risk', 'notice', 'objection', 'summary']);

export function witness(): Witness {
  const rows = new Map<string, Intent>();
  let touched = new Map<string, { kind: string; id: string }>();

  /** Noted before the commit: a crash may come after it is durable and before anybody hears of it. */
  function note(commit: Commit): void {
    for (const { kind, id } of [...(commit.put ?? []), ...(commit.remove ?? [])])
      if (WATCHED.has(kind)) touched.set(`${kind}:${id}`, { kind, id });
    const { actor, reason, at } = commit;
    for (const item of commit.outbox ?? [])
      if (item.topic !== 'patch') rows.set(item.id, { item, actor, reason, at, resent: false });
  }
  return {
    rows,
    takeTouched() {
      const taken = [...touched.values()];
      touched = new Map();
      return taken;
    },
    watch: (store) => ({
      get: store.get.bind(store),
      list: store.list.bind(store),
      tally: store.tally.bind(store),
      outbox: store.outbox.bind(store),
      open: store.open.bind(store),
      close: store.close.bind(store),
      status: store.status.bind(store),
      recall: store.recall.bind(store),
      claimOutbox: store.claimOutbox.bind(store),
      beginAttempt: store.beginAttempt.bind(store),
      settleOutbox: store.settleOutbox.bind(store),
      history: store.history.bind(store),
      verify: store.verify.bind(store),
      async commit(commit) {
        note(commit);
        return store.commit(commit);
      },
      async requeueOutbox(rowId, as) {
        const before = rows.get(rowId);
        if (before) rows.set(as.id, { ...before, at: as.now, actor: as.actor, resent: true });
        return store.requeueOutbox(rowId, as);
      },
    }),
  };
}
