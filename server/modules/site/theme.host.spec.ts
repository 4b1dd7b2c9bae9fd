import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tokenNames, tokenStyle } from '../../contract/theme.js';
import { readThemes } from './theme.host.js';

const own = readThemes(fileURLToPath(new URL('../../../themes', import.meta.url)));

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe.each([...own])('the theme %s', (_name, { tokens }) => {
  it('can be read: text stands out from every ground it stands on', () => {
    const grounds = [tokens.ground, tokens.raised] as const;
    for (const ground of grounds) {
      expect(contrast(tokens.ink, ground)).toBeGreaterThanOrEqual(7);
      expect(contrast(tokens['ink-2'], ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(tokens['ink-3'], ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(tokens.accent, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(tokens.danger, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(tokens.control, ground)).toBeGreaterThanOrEqual(3);
    }
    expect(contrast(tokens['on-accent'], tokens.accent)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tokens['on-accent'], tokens['accent-strong'])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tokens.ink, tokens['accent-soft'])).toBeGreaterThanOrEqual(7);
    expect(contrast(tokens.accent, tokens['accent-soft'])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tokens.warn, tokens['warn-soft'])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tokens.ink, tokens.mark)).toBeGreaterThanOrEqual(4.5);
    for (const stage of [tokens.stage, tokens['stage-raised']]) {
      expect(contrast(tokens['stage-ink'], stage)).toBeGreaterThanOrEqual(7);
      expect(contrast(tokens['stage-ink-2'], stage)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

/** What a theme names has a part that is called so: a rule for what was renamed since does nothing, and nobody sees it. */
it('dresses only what is there', () => {
  const folder = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
  const parts = ['web/src', 'web/kit', 'plugins'].flatMap((name) =>
    readdirSync(folder(name), { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile() && /\.(vue|ts)$/.test(file.name))
      .map((file) => readFileSync(join(file.parentPath, file.name), 'utf8')),
  );
  const known = new Set(parts.flatMap((text) => text.match(/[a-z][\w-]+/g) ?? []));
  for (const name of own.keys()) {
    const sheet = readFileSync(join(folder('themes'), name, 'theme.css'), 'utf8').replace(/\/\*[^]*?\*\//g, '');
    const named = new Set([...sheet.matchAll(/\.([a-z][\w-]+)(?=[^{}]*\{)/g)].map(([, one]) => one!));
    expect([name, [...named].filter((one) => !known.has(one))]).toEqual([name, []]);
  }
});

describe('the theme host', () => {
  const paper = own.get('paper')!;
  let folder: string;
  const put = (name: string, theme: unknown) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'theme.json'), typeof theme === 'string' ? theme : JSON.stringify(theme));
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'themes-'));
    put('paper', paper);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('refuses a broken one by name', () => {
    put('torn', '{');
    expect(() => readThemes(folder)).toThrow(/“torn”/);
  });

  it('refuses one that lacks a colour, or brings something that is no colour', () => {
    put('pale', { ...paper, name: 'pale', tokens: { ...paper.tokens, accent: 'url(//evil)' } });
    expect(() => readThemes(folder)).toThrow(/“pale”.*tokens\.accent/);
  });

  it('refuses one that calls itself by another name', () => {
    put('other', paper);
    expect(() => readThemes(folder)).toThrow(/“other”.*“paper”/);
  });

  it('lets a library change colours, and nothing else', () => {
    const style = tokenStyle(paper, { accent: '#123456', ground: 'red;}body{display:none', unknown: '#000000' });
    expect(style).toContain('--c-accent:#123456');
    expect(style).toContain(`--c-ground:${paper.tokens.ground}`);
    expect(style).not.toContain('display');
    expect(style).not.toContain('unknown');
    expect(style.match(/--c-/g)).toHaveLength(tokenNames.length);
  });
});
