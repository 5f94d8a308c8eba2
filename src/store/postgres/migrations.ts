/** Numbered steps from an empty database to today's tables. A released step is never edited; a new one follows it. */
export const MIGRATIONS: readonly { readonly number: number; readonly sql: string }[] = [
  {
    number: 1,
    // No extensions and no stored procedures, so that servers which only speak PostgreSQL's protocol will do too.
    sql: `
CREATE TABLE qingfeng.head (
  one boolean PRIMARY KEY CHECK (one), seq bigint NOT NULL, hash text NOT NULL, store text NOT NULL,
  shape text NOT NULL);
CREATE TABLE qingfeng.ledger (seq bigint PRIMARY KEY, line text NOT NULL);
CREATE TABLE qingfeng.record_keys (
  key text COLLATE "C" PRIMARY KEY, kind text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL,
  wrapped bytea NOT NULL);
CREATE INDEX record_keys_of ON qingfeng.record_keys (kind, id);
CREATE TABLE qingfeng.erased_keys (key text COLLATE "C" PRIMARY KEY, at text NOT NULL);
CREATE TABLE qingfeng.documents (
  kind text COLLATE "C", id text COLLATE "C", rev integer NOT NULL, schema integer NOT NULL,
  body jsonb, exact text, seal_key text COLLATE "C" REFERENCES qingfeng.record_keys, seal_text text,
  erased_at text, at text NOT NULL, by text NOT NULL, seq bigint NOT NULL, PRIMARY KEY (kind, id));
CREATE TABLE qingfeng.gone (
  kind text COLLATE "C", id text COLLATE "C", seq bigint NOT NULL, PRIMARY KEY (kind, id));
CREATE TABLE qingfeng.index_entries (
  kind text COLLATE "C", index text COLLATE "C", value text COLLATE "C", id text COLLATE "C",
  PRIMARY KEY (kind, index, value, id));
CREATE INDEX index_entries_of ON qingfeng.index_entries (kind, id, index, value);
CREATE TABLE qingfeng.requests (
  id text COLLATE "C" PRIMARY KEY, fingerprint text NOT NULL, at timestamptz NOT NULL, seq bigint NOT NULL,
  receipt text NOT NULL);
CREATE INDEX requests_age ON qingfeng.requests (at);
CREATE TABLE qingfeng.unique_keys (key text COLLATE "C" PRIMARY KEY);
CREATE TABLE qingfeng.outbox (
  id text COLLATE "C" PRIMARY KEY, key text COLLATE "C" NOT NULL, state text NOT NULL, place bigint NOT NULL,
  not_before timestamptz NOT NULL, due timestamptz NOT NULL, attempts integer NOT NULL, since timestamptz NOT NULL,
  created_at text COLLATE "C" NOT NULL, exact text NOT NULL, fence bigint, worker text, instance text,
  lease_until timestamptz);
CREATE INDEX outbox_order ON qingfeng.outbox (place) WHERE state = 'waiting';
CREATE INDEX outbox_keys_order ON qingfeng.outbox (key, place) WHERE state = 'waiting';
CREATE INDEX outbox_due ON qingfeng.outbox (due) WHERE state = 'waiting';
CREATE INDEX outbox_states ON qingfeng.outbox (state, created_at, place);
CREATE INDEX outbox_age ON qingfeng.outbox (since) WHERE state IN ('sent', 'skipped');
CREATE TABLE qingfeng.outbox_keys (key text COLLATE "C" PRIMARY KEY);
CREATE SEQUENCE qingfeng.fences;`,
  },
  {
    number: 2,
    // What was tried in the minute before the upgrade counts as well.
    sql: `
CREATE TABLE qingfeng.leased (at timestamptz NOT NULL, worker text COLLATE "C", rows integer NOT NULL);
CREATE INDEX leased_at ON qingfeng.leased (at);
INSERT INTO qingfeng.leased SELECT since, NULL, attempts FROM qingfeng.outbox
 WHERE attempts > 0 AND since > (SELECT max(since) FROM qingfeng.outbox) - interval '61 s';`,
  },
];
