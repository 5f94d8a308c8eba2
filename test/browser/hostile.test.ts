import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { card, div, mdown, words } from './fixture/cards.ts';
import { type Opened, openPage } from './fixture/phones.ts';
import { cardMessage, textMessage } from './fixture/state.ts';

type Item = { readonly id: string; readonly category: string; readonly value?: string };

const file = new URL('../data/hostile-inputs.json', import.meta.url);
const { items } = JSON.parse(readFileSync(file, 'utf8')) as { readonly items: readonly Item[] };
const texts = items.filter((i) => i.category === 'card-markup').map((i) => i.value ?? '');

/** Every ASCII sign as an entity: what a bot does to what people typed. */
const asEntities = (text: string): string =>
  text.replace(/[!-/:-@[-`{-~]/g, (c) => `&#${c.codePointAt(0)};`).replace(/\n/g, '<br>');

/** Text as the eye sees it: markdown joins lines, so white space is compared folded. */
const folded = (text: string | null): string => (text ?? '').replace(/\s+/g, '');

describe('hostile texts', () => {
  let browser: Browser;
  let opened: Opened;

  beforeAll(async () => {
    browser = await openBrowser();
    const escaped = texts.map((t, i) =>
      cardMessage(`om_e${i}`, 'oc_p1', card(words('转述', 'Quoted'), 'grey', [mdown(asEntities(t))])),
    );
    const plain = texts.map((t, i) =>
      cardMessage(`om_p${i}`, 'oc_p2', card(words(t, t), 'grey', [div(t, t)])),
    );
    const bubbles = texts.map((t, i) => textMessage(`om_t${i}`, 'oc_p3', 'bot', t));
    opened = await openPage(browser, [...escaped, ...plain, ...bubbles]);
  });
  afterAll(async () => {
    await opened.close();
    await browser.close();
  });

  it('are there to be tried', () => expect(texts.length).toBeGreaterThan(20));

  it('show literally in markdown when escaped as entities, and mark nothing up', async () => {
    const shown = opened.phone('ou_1').locator('.markdown');
    await expect.poll(() => shown.count()).toBe(texts.length);
    expect((await shown.allTextContents()).map(folded)).toEqual(texts.map(folded));
    const marks =
      'a, img, code, pre, table, strong, em, del, blockquote, li, .md-at, .md-image, .md-emoji, .text-tag, [style*=color]';
    await expect.poll(() => shown.locator(marks).count()).toBe(0);
  });

  it('show literally in plain text, titles and bubbles', async () => {
    const phone = opened.phone('ou_2');
    await expect.poll(() => phone.locator('.card-text').allTextContents()).toEqual(texts);
    await expect.poll(() => phone.locator('.card h3').allTextContents()).toEqual(texts);
    await expect.poll(() => opened.phone('ou_3').locator('.bubble').allTextContents()).toEqual(texts);
  });

  it('would come alive unescaped, so that a missing escape is seen', async () => {
    const raw = card(words('原样', 'Raw'), 'grey', [mdown(texts.join('\n\n'))]);
    opened.fixture.put(cardMessage('om_raw', 'oc_p1', raw));
    const shown = opened.phone('ou_1').locator('[data-message="om_raw"] .markdown');
    await shown.locator('.md-at', { hasText: '@所有人' }).first().waitFor();
    expect(await shown.locator('a[href^="https://evil.example"]').count()).toBeGreaterThan(0);
    // Even then nothing but web addresses becomes a link, and no tag beyond the platform's own exists.
    await expect
      .poll(() => shown.locator('a:not([href^="http"]), img, script, iframe, audio').count())
      .toBe(0);
    expect(opened.faults).toEqual([]);
  });
});
