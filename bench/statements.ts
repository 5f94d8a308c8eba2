import { Client } from 'pg';

/** What a connection was asked, with its values, as it was handed to the driver. */
type Statement = { readonly connection: Client; readonly args: readonly unknown[] };

const plain = Client.prototype.query;
const phases: Statement[][] = [[]];

/** Keeps every statement that this process sends from now on, in phases. */
export function record(): void {
  const kept = function (this: Client, ...args: readonly unknown[]): unknown {
    // A callback belongs to whoever asked; the replay has its own.
    phases.at(-1)?.push({ connection: this, args: args.filter((arg) => typeof arg !== 'function') });
    return Reflect.apply(plain, this, args);
  };
  Client.prototype.query = kept as typeof plain;
}

/** Ends a phase; gives how many statements it has. */
export function nextPhase(): { statements: number } {
  const statements = phases.at(-1)?.length ?? 0;
  phases.push([]);
  return { statements };
}

const twins = new Map<Client, Client>();
async function twinOf(connection: Client, url: string): Promise<Client> {
  const known = twins.get(connection);
  if (known) return known;
  const twin = new Client({ connectionString: url });
  twin.on('error', () => undefined);
  await twin.connect();
  twins.set(connection, twin);
  return twin;
}

/** Connections for a phase, before its time is taken. */
export async function connect(url: string, phase: number): Promise<void> {
  for (const connection of new Set(phases[phase]?.map((one) => one.connection)))
    await twinOf(connection, url);
}

/**
 * The bare transactions: the statements of a phase again, on another database that began as a copy, each connection's
 * own one after the other, with nothing between. Gives how many failed.
 */
export async function replay(url: string, phase: number): Promise<{ failed: number }> {
  const lists = new Map<Client, Statement[]>();
  for (const one of phases[phase] ?? []) {
    const list = lists.get(one.connection) ?? [];
    list.push(one);
    lists.set(one.connection, list);
  }
  let failed = 0;
  await Promise.all(
    [...lists].map(async ([connection, statements]) => {
      const twin = await twinOf(connection, url);
      for (const { args } of statements)
        await (Reflect.apply(plain, twin, args) as Promise<unknown>).catch(() => {
          failed += 1;
        });
    }),
  );
  phases[phase] = [];
  return { failed };
}
