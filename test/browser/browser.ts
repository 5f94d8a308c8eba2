import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const PACKED = fromRoot('node_modules/@sparticuz/chromium/bin/chromium.br');
// The package's major version: another version must not find this one's binary.
const FOLDER = fromRoot('node_modules/.cache/chromium-147');

/**
 * Unpacks the npm Chromium once. Written beside its place and renamed, so that a second test process never starts a
 * half-written binary.
 */
async function inflate(): Promise<string> {
  const target = `${FOLDER}/chromium`;
  if (existsSync(target)) return target;
  await mkdir(FOLDER, { recursive: true });
  const part = `${target}.${process.pid}.part`;
  await pipeline(createReadStream(PACKED), createBrotliDecompress(), createWriteStream(part));
  await chmod(part, 0o755);
  await rename(part, target);
  return target;
}

/** CHROMIUM_PATH, else the browser from npm, else Debian's. */
async function findChromium(): Promise<string> {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) return asked;
  return existsSync(PACKED) ? inflate() : '/usr/bin/chromium';
}

/** A fontconfig file that adds the Chinese fonts from npm; without them Chinese shows as boxes. Gives its path. */
async function fontConfig(): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  const path = `${FOLDER}/fonts.conf`;
  const dirs = ['/usr/share/fonts', fromRoot('node_modules/@embedpdf/fonts-sc/fonts')];
  const alias = (family: string) =>
    `<alias><family>${family}</family><prefer><family>Noto Sans S Chinese</family></prefer></alias>`;
  await writeFile(
    path,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${dirs.map((d) => `<dir>${d}</dir>`).join('')}` +
      `${['PingFang SC', 'Noto Sans SC', 'sans-serif', 'system-ui'].map(alias).join('')}` +
      `<cachedir>${FOLDER}/fontconfig</cachedir></fontconfig>`,
  );
  return path;
}

/** Starts a headless Chromium that can show Chinese. The caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const [executablePath, fonts] = await Promise.all([findChromium(), fontConfig()]);
  return chromium.launch({
    executablePath,
    chromiumSandbox: false,
    env: { ...process.env, FONTCONFIG_FILE: fonts },
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
