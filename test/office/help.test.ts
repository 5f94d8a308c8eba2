import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pressables, type TestBot, testBot, wordsOn } from '../support/bot.ts';

describe('帮助', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await testBot();
  });
  afterEach(() => bot.close());
  const entries = async (person: string, word = '帮助'): Promise<readonly string[]> => {
    const shown = await bot.says(person, word);
    return shown?.card ? pressables(shown.card).map((p) => p.label) : [];
  };

  it('shows at most eight entries, those of the roles held', async () => {
    expect(await entries('ou_clerk')).toEqual(['填报', '我的', '目录']);
    expect(await entries('ou_head', 'help')).toEqual(['填报', '我的', '待办', '目录', '进度']);
    expect(await entries('ou_chief', '你好')).toEqual(['填报', '我的', '待办', '目录', '进度', '汇总']);
    expect(await entries('ou_admin', '菜单')).toEqual(['填报', '我的', '目录', '汇总', '管理']);
  });

  it('opens by menu key, and every entry leads somewhere', async () => {
    for (const person of ['ou_clerk', 'ou_chief', 'ou_admin', 'ou_head']) {
      const shown = await bot.presses(person, 'help');
      const buttons = shown?.card ? pressables(shown.card) : [];
      expect(buttons.length).toBeGreaterThan(2);
      for (const { label } of buttons) {
        const fresh = await bot.presses(person, 'help');
        if (!fresh) throw new Error('no help');
        const reply = await bot.clicks(person, fresh, label);
        expect([label, reply.card !== undefined, reply.toast?.type]).toEqual([label, true, undefined]);
      }
    }
  });

  it('welcomes a person once, with privacy and three ways to go on', async () => {
    const enter = () =>
      bot.app.handle({
        kind: 'entered',
        cause: `evt:${bot.messenger.messages.length}`,
        openId: 'ou_clerk',
        chatId: 'oc_p2p_clerk',
        at: bot.now(),
      });
    await enter();
    while ((await bot.app.round()) > 0);
    const [welcome, ...more] = bot.to('ou_clerk');
    expect(more).toEqual([]);
    expect(wordsOn(welcome?.card)).toContain('隐私：');
    expect(welcome?.card ? pressables(welcome.card).map((p) => p.label) : []).toEqual([
      '填报',
      '我的',
      '帮助',
    ]);
    await enter();
    while ((await bot.app.round()) > 0);
    expect(bot.to('ou_clerk')).toHaveLength(1);
  });
});
