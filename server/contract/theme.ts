import { z } from 'zod';
import { RequiredText } from './localized.js';

/** A colour written so that it can be put into a style sheet and nothing else can. */
const Colour = z.string().regex(/^#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?$/);

/** What a theme must say, and what a library or collection may say differently. Each becomes `--c-<name>`. */
export const tokenNames = [
  'ground',
  'raised',
  'sunk',
  'ink',
  'ink-2',
  'ink-3',
  'line',
  'line-soft',
  'control',
  'accent',
  'accent-strong',
  'accent-soft',
  'on-accent',
  'mark',
  'done',
  'done-soft',
  'warn',
  'warn-soft',
  'danger',
  'danger-soft',
  'stage',
  'stage-raised',
  'stage-ink',
  'stage-ink-2',
  'stage-line',
] as const;
export type TokenName = (typeof tokenNames)[number];

export const ThemeTokens = z.object(
  Object.fromEntries(tokenNames.map((name) => [name, Colour])) as Record<TokenName, typeof Colour>,
);
export type ThemeTokens = z.infer<typeof ThemeTokens>;

/** Layouts that a theme chooses among. Pages carry them as `data-` attributes; sheets that answer come with sites, and none does yet. */
export const ThemeVariants = z.object({
  header: z.enum(['wash', 'bar', 'plain']).default('wash'),
  home: z.enum(['scroll', 'ledger', 'gallery', 'stage']).default('scroll'),
  results: z.enum(['list', 'grid', 'table']).default('list'),
  item: z.enum(['below', 'beside']).default('below'),
});
export type ThemeVariants = z.infer<typeof ThemeVariants>;

export const ThemeDefinition = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  label: RequiredText,
  description: RequiredText,
  /** The theme contract it was written for. */
  compatible: z.literal('1'),
  scheme: z.enum(['light', 'dark']),
  tokens: ThemeTokens,
  variants: ThemeVariants,
});
export type ThemeDefinition = z.infer<typeof ThemeDefinition>;

/** Only known names with safe values get through: what is stored may be older or stranger than this list. */
export function tokenStyle(theme: ThemeDefinition, overrides: Record<string, string> = {}): string {
  const merged = { ...theme.tokens };
  for (const name of tokenNames) {
    const value = overrides[name];
    if (value !== undefined && Colour.safeParse(value).success) merged[name] = value;
  }
  const lines = tokenNames.map((name) => `--c-${name}:${merged[name]}`);
  return `:root{color-scheme:${theme.scheme};${lines.join(';')}}`;
}
