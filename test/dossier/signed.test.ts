import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contents } from '../../src/capabilities/dossier/contents.ts';
import { wordFile } from '../../src/capabilities/dossier/word.ts';
import { signedHash } from '../../src/capabilities/risks/index.ts';
import { worldOf } from '../../src/runtime/bot.ts';
import { riskIn, seedOne } from '../risks/seeded.ts';
import { type TestBot, testBot } from '../support/bot.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
});
afterEach(() => bot.close());

/** The words of the file as a reader of Word sees them. */
async function fileOf(id: string): Promise<string> {
  const world = await worldOf(bot.app.bot);
  const viewer = world.org.people.get('ou_officer');
  if (!viewer) throw new Error('no officer');
  const blocks = await contents(world, await riskIn(bot, id), viewer, 'inspection');
  const bytes = wordFile({ blocks, header: '', footer: '' });
  return strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array()).replace(/<[^>]+>/g, ' ');
}

describe('the file of a matter', () => {
  it('shows each signature with the hash of what was signed; a later change shows what was signed then', async () => {
    await seedOne(bot);
    const signed = await riskIn(bot);
    const desk = await bot.says('ou_head', '待办');
    if (!desk) throw new Error('no desk');
    await bot.clicks('ou_head', desk, 'review.approve');
    const hash = signedHash(signed);
    const before = await fileOf('R-1');
    expect(before).toContain(hash);
    expect(before).toContain('与现行内容一致');
    expect(before).not.toContain('签署时的内容');
    const now = await riskIn(bot);
    await bot.store.commit({
      requestId: 'amended',
      fingerprint: 'a',
      at: bot.now(),
      actor: 'system',
      reason: 'test',
      put: [
        {
          kind: 'risk',
          id: 'R-1',
          rev: now.rev,
          body: now.body,
          sealed: { ...now.sealed, measure: '改为三人复核' },
        },
      ],
    });
    const after = await fileOf('R-1');
    expect(after).toContain('签署后内容有修改');
    expect(after).toContain('签署时的内容');
    expect(after).toContain(signed.sealed?.measure);
    expect(after).toContain('改为三人复核');
  });
});
