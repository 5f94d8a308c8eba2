import { describe, expect, it } from 'vitest';
import { parseBlocks } from '../../src/sandbox/page/markdown/blocks.ts';
import { parseInline } from '../../src/sandbox/page/markdown/inline.ts';

const text = (value: string) => ({ kind: 'text', text: value });

describe('markdown of the page', () => {
  it('reads nested colours, marks and links', () => {
    expect(parseInline("<font color='red'>高<font color='blue'>低</font></font>。**粗 *斜* 体**")).toEqual([
      {
        kind: 'font',
        colour: 'red',
        children: [text('高'), { kind: 'font', colour: 'blue', children: [text('低')] }],
      },
      text('。'),
      { kind: 'strong', children: [text('粗 '), { kind: 'em', children: [text('斜')] }, text(' 体')] },
    ]);
    expect(parseInline('[a](https://x.cn/a_b_(c)?d=1&amp;e)')).toEqual([
      { kind: 'link', href: 'https://x.cn/a_b_(c)?d=1&e', children: [text('a')] },
    ]);
  });

  it('decodes an entity once and parses nothing that came from one', () => {
    expect(parseInline('&#38;lt;b&#62; &#42;&#42;x&#42;&#42; &unknown; &#x4e2d;')).toEqual([
      text('&lt;b> **x** &unknown; 中'),
    ]);
  });

  it('swallows Chinese behind a bare address, as the client does', () => {
    expect(parseInline('见 https://x.cn/a处理 完')).toEqual([
      text('见 '),
      { kind: 'link', href: 'https://x.cn/a处理', children: [text('https://x.cn/a处理')] },
      text(' 完'),
    ]);
  });

  it('leaves unknown tags, foreign schemes and lone marks as they are', () => {
    for (const literal of [
      '<script>x</script>',
      '[x](javascript:alert)',
      '3 * 4 * 5',
      'a_b_c',
      '1 < 2 ** 3',
      '<a>x</a>',
    ])
      expect(parseInline(literal)).toEqual([text(literal)]);
  });

  it('reads lists with lists inside, headings, quotes, rules and code', () => {
    const blocks = parseBlocks('## 标题\n- 甲\n    1. 乙\n- 丙\n---\n> 引\n```\n**x**\n```\n末行\n再一行');
    expect(blocks.map((b) => b.kind)).toEqual(['heading', 'list', 'hr', 'quote', 'code', 'paragraph']);
    expect(blocks[1]).toMatchObject({
      ordered: false,
      items: [{ lists: [{ ordered: true, items: [{}] }] }, { lists: [] }],
    });
    expect(blocks[4]).toEqual({ kind: 'code', text: '**x**' });
  });

  it('does not get stuck in a card full of unfinished marks', { timeout: 10_000 }, () => {
    const unfinished = [
      '*',
      '**a',
      '[',
      '[a](',
      "<font color='red'>",
      '`a``b',
      '~~a',
      '_a',
      '- ',
      '|-',
      '# ',
      '<at ',
    ];
    // 30 KB is the largest card there is.
    for (const mark of unfinished)
      expect(parseBlocks(`${mark.repeat(30_000 / mark.length)}x`).length).toBeGreaterThan(0);
  });
});
