import { describe, expect, test } from 'vitest';
import { cardFault } from '../../src/sandbox/card/check.ts';
import { button, cardWith } from './fixture.ts';

const knows = (openId: string) => openId === 'ou_a' || openId === 'ou_b';
const fault = (...elements: unknown[]) => cardFault(cardWith(elements), knows);
const plain = (content: string) => ({ tag: 'plain_text', content });
const submit = button({ name: 'submit', form_action_type: 'submit' });
const form = (...elements: unknown[]) => ({ tag: 'form', name: 'form', elements: [...elements, submit] });
const columns = (...elements: unknown[]) => ({ tag: 'column_set', columns: [{ tag: 'column', elements }] });
const panel = (...elements: unknown[]) => ({
  tag: 'collapsible_panel',
  header: { title: plain('更多') },
  elements,
});
const option = (value: string) => ({ text: plain(value), value });
const table = { tag: 'table', columns: [{ name: 'a', data_type: 'text' }], rows: [{ a: '1' }] };
const bar = { type: 'bar', data: { values: [{ 类: '高', 值: 3 }] }, xField: '类', yField: '值' };
const nested = (levels: number): unknown => (levels === 0 ? { tag: 'hr' } : panel(nested(levels - 1)));
const divs = (n: number) => Array.from({ length: n }, () => ({ tag: 'hr' }));

/** The two reference cards of the vendor's pages: collection form and a card with everything that only shows. */
const collection = [
  {
    tag: 'input',
    name: 'risk_desc',
    required: true,
    input_type: 'multiline_text',
    rows: 3,
    max_length: 500,
    width: 'fill',
    label: plain('风险描述'),
    placeholder: plain('请填写'),
  },
  {
    tag: 'select_static',
    name: 'risk_level',
    required: true,
    width: 'fill',
    placeholder: plain('风险等级'),
    options: [option('high'), option('mid')],
    initial_option: 'mid',
  },
  {
    tag: 'multi_select_static',
    name: 'risk_types',
    required: false,
    placeholder: plain('类型'),
    options: [option('purchase')],
    selected_values: ['purchase'],
  },
  { tag: 'date_picker', name: 'due', placeholder: plain('整改期限'), initial_date: '2026-11-23' },
  { tag: 'picker_datetime', name: 'at', initial_datetime: '2026-11-23 09:00' },
  { tag: 'select_person', name: 'owner', options: [{ value: 'ou_a' }], initial_option: 'ou_a' },
  { tag: 'checker', name: 'promise', text: plain('我承诺'), checked: false },
  columns(button({ name: 'reset', form_action_type: 'reset' })),
];

describe('cards that pass', () => {
  const good: [string, unknown[]][] = [
    ['a form with every field', [form(...collection)]],
    [
      'texts and people',
      [
        { tag: 'div', text: { ...plain('x'), text_size: 'notation', text_color: 'grey' } },
        { tag: 'markdown', content: "<at id=ou_a></at> <at id=all></at> <font color='red'>高</font>" },
        { tag: 'person', user_id: 'ou_b' },
      ],
    ],
    ['a table', [table]],
    ['a chart', [{ tag: 'chart', chart_spec: bar, aspect_ratio: '16:9' }]],
    ['five levels', [nested(5)]],
    ['200 elements: two tags are in the frame', divs(199)],
    ['a link', [button({ behaviors: [{ type: 'open_url', default_url: 'https://example.com' }] })]],
    [
      'an overflow and a clickable container',
      [
        { tag: 'overflow', options: [option('a')] },
        {
          tag: 'interactive_container',
          behaviors: [{ type: 'callback', value: {} }],
          elements: [{ tag: 'hr' }],
        },
      ],
    ],
  ];
  test.each(good)('%s', (_, elements) => expect(fault(...elements)).toBeUndefined());
});

describe('cards that Feishu would refuse', () => {
  const bad: [string, number, unknown[]][] = [
    ['unknown property', 200621, [{ tag: 'hr', corner_radius: '8px' }]],
    ['unknown tag', 200621, [{ tag: 'video' }]],
    ['a note', 200861, [{ tag: 'note', elements: [] }]],
    ['an action module', 200861, [{ tag: 'action', actions: [] }]],
    ['201 elements', 11310, divs(200)],
    ['six tables', 11310, Array(6).fill(table)],
    ['six levels', 11310, [nested(6)]],
    ['a table in a column', 200621, [columns(table)]],
    ['a form in a panel', 200621, [panel(form())]],
    ['a form without submit', 300123, [{ tag: 'form', name: 'f', elements: [{ tag: 'hr' }] }]],
    ['a form field without name', 200530, [form({ tag: 'input' })]],
    ['an empty name', 200530, [form({ tag: 'input', name: '' })]],
    ['two fields of one name', 11310, [form({ tag: 'input', name: 'a' }, { tag: 'input', name: 'a' })]],
    ['a form named as its field', 11310, [form({ tag: 'input', name: 'form' })]],
    ['submit outside of a form', 200621, [submit]],
    ['a multi select outside of a form', 200621, [{ tag: 'multi_select_static', options: [option('a')] }]],
    ['a button of 101 characters', 200621, [button({ text: plain('字'.repeat(101)) })]],
    ['an unknown button type', 200621, [button({ type: 'secondary' })]],
    ['an unknown behaviour', 200621, [button({ behaviors: [{ type: 'request' }] })]],
    ['a text as callback value', 200621, [button({ behaviors: [{ type: 'callback', value: 'x' }] })]],
    [
      'a script link',
      200621,
      [button({ behaviors: [{ type: 'open_url', default_url: 'javascript:alert(1)' }] })],
    ],
    ['max_length 1001', 200621, [{ tag: 'input', max_length: 1001 }]],
    ['max_length 0', 200621, [{ tag: 'input', max_length: 0 }]],
    ['a default longer than max_length', 200621, [{ tag: 'input', max_length: 1, default_value: '两个' }]],
    ['equal option values', 200621, [{ tag: 'select_static', options: [option('a'), option('a')] }]],
    [
      'an initial option that is none',
      200621,
      [{ tag: 'select_static', options: [option('a')], initial_option: 'b' }],
    ],
    ['a hex colour', 200621, [{ tag: 'div', text: { ...plain('x'), text_color: '#999999' } }]],
    [
      'a colour of the wrong enumeration',
      200621,
      [{ tag: 'markdown', content: "<text_tag color='grey'>x</text_tag>" }],
    ],
    ['an unknown text size', 200621, [{ tag: 'markdown', content: 'x', text_size: 'huge' }]],
    ['a mention of nobody', 100290, [{ tag: 'markdown', content: '<at id=ou_nobody></at>' }]],
    ['one nobody among several', 100290, [{ tag: 'markdown', content: '<at ids=ou_a,ou_nobody></at>' }]],
    [
      'a mention only in the other language',
      100290,
      [{ tag: 'markdown', content: 'x', i18n_content: { en_us: '<at id=ou_nobody></at>' } }],
    ],
    ['a person who is nobody', 100290, [{ tag: 'person', user_id: 'ou_nobody' }]],
    [
      'five tables in one markdown',
      11310,
      [{ tag: 'markdown', content: '|a|\n|---|---|\n|b|\n\n'.repeat(5) }],
    ],
    ['a table row with a foreign cell', 200914, [{ ...table, rows: [{ b: '1' }] }]],
    ['a number in a text cell', 200914, [{ ...table, rows: [{ a: 1 }] }]],
    ['page_size 11', 200621, [{ ...table, page_size: 11 }]],
    ['a chart without data', 200550, [{ tag: 'chart', chart_spec: { type: 'bar' } }]],
    ['a chart with null axes', 200550, [{ tag: 'chart', chart_spec: { ...bar, axes: null } }]],
    [
      'a chart whose field is not in its data',
      200550,
      [{ tag: 'chart', chart_spec: { ...bar, yField: '无' } }],
    ],
    ['a chart in a form', 200621, [form({ tag: 'chart', chart_spec: bar })]],
    ['an image without a key', 200570, [{ tag: 'img', img_key: 'x.png', alt: plain('x') }]],
    ['a wrong date', 200621, [{ tag: 'date_picker', initial_date: '2026-13-01' }]],
    ['an unknown locale', 200621, [{ tag: 'div', text: { ...plain('x'), i18n_content: { 'en-US': 'x' } } }]],
    ['a margin beyond 99px', 200621, [{ tag: 'hr', margin: '100px' }]],
    [
      'one element_id twice',
      11310,
      [
        { tag: 'hr', element_id: 'a' },
        { tag: 'hr', element_id: 'a' },
      ],
    ],
    [
      'four checker buttons',
      200621,
      [{ tag: 'checker', text: plain('x'), button_area: { buttons: Array(4).fill(button()) } }],
    ],
  ];
  test.each(bad)('%s: %i', (_, code, elements) => expect(fault(...elements)?.code).toBe(code));

  test('the path names list places and tags', () => {
    const found = fault({ tag: 'hr' }, columns({ tag: 'hr', size: 1 }));
    const path =
      'ROOT -> body -> elements -> [1](tag: column_set) -> columns -> [0](tag: column) -> elements -> [0](tag: hr)';
    expect(found).toEqual({ code: 200621, path, message: `unknown property, property: size, path: ${path}` });
  });

  const frames: [string, Record<string, unknown>][] = [
    ['update_multi false', { config: { update_multi: false } }],
    ['elements beside the body', { elements: [] }],
    ['wide_screen_mode', { config: { wide_screen_mode: true } }],
    ['an unknown header colour', { header: { title: plain('x'), template: 'lime' } }],
    ['a header without title', { header: { template: 'blue' } }],
    ['a card_link for one platform', { card_link: { pc_url: 'https://example.com' } }],
    ['schema 1.0', { schema: '1.0' }],
  ];
  test.each(frames)('%s', (_, more) =>
    expect(cardFault({ ...cardWith([]), ...more }, knows)?.code).toBe(200621),
  );

  test('custom colours and sizes exist only when the card defines them', () => {
    const text = { ...plain('x'), text_size: 'cus-0', text_color: 'cus-1' };
    const style = {
      text_size: { 'cus-0': { default: 'medium' } },
      color: { 'cus-1': { light_mode: 'rgba(5,157,178,0.52)' } },
    };
    const card = cardWith([{ tag: 'div', text }]);
    expect(cardFault(card, knows)?.code).toBe(200621);
    expect(cardFault({ ...card, config: { style } }, knows)).toBeUndefined();
  });
});
