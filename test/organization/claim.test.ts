import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newClaimCode } from '../../src/capabilities/organization/index.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { smallBureau } from '../support/bureau.ts';
import { secret } from '../support/log-watch.ts';

const random = (bytes: number): Uint8Array =>
  Uint8Array.from({ length: bytes }, (_, i) => (i * 37 + 11) % 256);
const noAdmin = { ...smallBureau, grants: smallBureau.grants.filter((g) => g.role !== 'office_admin') };

describe('认领', () => {
  let bot: TestBot;
  let code: string;
  beforeEach(async () => {
    bot = await testBot({ data: noAdmin });
    await bot.app.apply('claim:1', async (world) => {
      const made = await newClaimCode(world, random);
      code = secret(made.code);
      return made.change;
    });
  });
  afterEach(() => bot.close());
  const rolesOf = async (id: string): Promise<readonly string[]> => {
    const org = await bot.app.bot.loadOrganization(bot.store);
    return org.data.grants.filter((g) => g.person === id).map((g) => g.role);
  };

  it('has at least 80 bits and is kept as a hash only', async () => {
    expect(code).toMatch(/^QF(-[2-9A-HJ-NP-Z]{4}){4}$/);
    const doc = await bot.store.get({ kind: 'claim', id: 'code' });
    expect(JSON.stringify(doc)).not.toContain(code.slice(3, 7));
  });

  it('makes an administrator once', async () => {
    const answer = await bot.says('ou_clerk', `认领 ${secret(code.toLowerCase())}`);
    expect(wordsOn(answer?.card)).toContain('您已成为管理员');
    expect(await rolesOf('ou_clerk')).toEqual(['office_admin', 'system_admin']);
    const again = await bot.says('ou_clerk2', `认领 ${code}`);
    expect(wordsOn(again?.card)).toContain('没有可用的认领码');
    expect(await rolesOf('ou_clerk2')).toEqual([]);
  });

  it('stops a guesser after five tries, even with the right code, until an hour has passed', async () => {
    for (let i = 0; i < 4; i += 1)
      expect(wordsOn((await bot.says('ou_clerk', `认领 QF-AAAA-BBBB-CCCC-DDD${i + 2}`))?.card)).toContain(
        `还可以试 ${4 - i} 次`,
      );
    expect(wordsOn((await bot.says('ou_clerk', '认领 QF-AAAA-BBBB-CCCC-DDDD'))?.card)).toContain('60 分钟后');
    expect(wordsOn((await bot.says('ou_clerk', `认领 ${code}`))?.card)).toContain('分钟后再试');
    expect(await rolesOf('ou_clerk')).toEqual([]);
    await bot.goTo('2026-11-23T02:00:01.000Z');
    await bot.says('ou_clerk', `认领 ${code}`);
    expect(await rolesOf('ou_clerk')).toContain('office_admin');
  });

  it('does not stop others, and a new code replaces the old one', async () => {
    for (let i = 0; i < 5; i += 1) await bot.says('ou_clerk', '认领 wrong');
    await bot.app.apply(
      'claim:2',
      async (world) => (await newClaimCode(world, (n) => random(n).map((b) => b + 1))).change,
    );
    await bot.says('ou_clerk2', `认领 ${code}`);
    expect(await rolesOf('ou_clerk2')).toEqual([]);
  });
});
