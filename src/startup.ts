import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from './app.ts';
import { seedAreas } from './capabilities/areas/index.ts';
import { newClaimCode, seedOrganization } from './capabilities/organization/index.ts';
import { seedRegisters } from './capabilities/powers/index.ts';
import { rootFolder } from './config.ts';
import { MessengerError } from './feishu/messenger.ts';
import { thrownAt } from './kernel/thrown.ts';
import { worldOf } from './runtime/bot.ts';

async function readPeople(app: App): Promise<void> {
  try {
    await app.syncPeople();
  } catch (error) {
    // Feishu may be away for a while: the register still answers, and the next contact event or start reads again.
    app.bot.log('error', 'directory.failed', {
      why: error instanceof MessengerError ? error.message : thrownAt(error),
    });
  }
}

/**
 * After every (re)connection of the long connection: pushes of the gap can be lost for good, so what they would have told
 * is looked up. Clicks and words are not needed back: their cards still hang there and can be tapped again.
 */
export async function reconcile(app: App): Promise<void> {
  await app.tick();
  await readPeople(app);
}

/** What a start does before anything comes in: people from Feishu, the one-time code, and in the sandbox the invented offices. */
export async function startUp(
  app: App,
  options: { sandbox: boolean; print: (line: string) => void },
): Promise<void> {
  await readPeople(app);
  if (options.sandbox) {
    await app.apply('seed:organization', seedFromFile);
    await app.apply('seed:registers', (world) => seedRegisters(world, seedFile()));
    await app.apply('seed:areas', (world) => seedAreas(world, seedFile()));
  }
  await printClaimCode(app, options.print);
}

const seedFile = (): unknown =>
  JSON.parse(readFileSync(join(rootFolder(), 'config', 'sandbox-organization.json'), 'utf8'));

const seedFromFile = async (world: Parameters<typeof seedOrganization>[0]) =>
  (await world.read.get({ kind: 'stamp', id: 'seed' })) ? undefined : seedOrganization(world, seedFile());

/** The first administrator proves to own the server by a code that only its console shows. */
export async function printClaimCode(app: App, print: (line: string) => void, again = false): Promise<void> {
  const world = await worldOf(app.bot);
  if (
    !again &&
    (world.org.granted('office_admin').length > 0 || (await world.read.get({ kind: 'claim', id: 'code' })))
  )
    return;
  const { code, change } = await newClaimCode(world, randomBytes);
  await app.apply(`claim:${world.now}:${world.newId('c')}`, async () => change);
  print(
    `管理员认领码 / administrator claim code: ${code}\n在与机器人的单聊中发送“认领 ${code}” / send “claim ${code}” to the bot in a private chat.`,
  );
}
