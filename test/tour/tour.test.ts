import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { DEMO_APP } from '../../src/sandbox/demo.ts';
import { raiseStage } from '../../src/tour/stage.ts';
import { type TourResult, tour } from '../../src/tour/tour.ts';
import { secretKey } from '../support/log-watch.ts';
import { watched } from '../support/processes.ts';

vi.stubEnv('LEDGER_KEY', secretKey(6).toString('hex'));
vi.stubEnv('LOG_LEVEL', 'trace');

/** Plays the story with processes of dist/ (built by `pretest`), as `npm run tour` does. */
async function play(
  transport: 'webhook' | 'websocket',
  crash: boolean,
): Promise<TourResult & { transcript: string }> {
  const stage = await raiseStage({
    transport,
    main: join('dist', 'src', 'main.js'),
    bureau: join('config', 'sandbox-people.json'),
    manifest: 'manifest.json',
    app: DEMO_APP,
    onProcess: watched,
  });
  const lines: string[] = [];
  try {
    return {
      ...(await tour(stage, { print: (line) => lines.push(line), crash })),
      transcript: lines.join('\n'),
    };
  } finally {
    await stage.close();
  }
}

describe('the whole story, over the real wire', { timeout: 180_000 }, () => {
  it('holds over the webhook, and again when the bot is killed in the middle: nothing lost, nothing twice', async () => {
    const whole = await play('webhook', false);
    expect(whole.failed).toEqual([]);
    expect(whole.held).toBeGreaterThanOrEqual(24);
    const killed = await play('webhook', true);
    expect(killed.failed).toEqual([]);
    expect(killed.messages).toEqual(whole.messages);
  });
  it('holds over the long connection', async () => {
    expect((await play('websocket', false)).failed).toEqual([]);
  });
});
