import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';
import { ThemeDefinition } from '../../contract/theme.js';
import { WrongSetting } from '../../platform/config.js';

/** Said to the operator, by name, and the boot stops. */
export class BrokenTheme extends WrongSetting {}

const fallback = 'paper';

function read(folder: string, name: string): ThemeDefinition {
  const file = join(folder, name, 'theme.json');
  const say = (why: string) => new BrokenTheme(`The theme “${name}” cannot be used (主题“${name}”有误): ${why}`);
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw say((error as Error).message);
  }
  const parsed = ThemeDefinition.safeParse(given);
  if (!parsed.success) {
    throw say(
      parsed.error.issues.map((issue) => `${issue.path.join('.') || 'theme.json'}: ${issue.message}`).join('; '),
    );
  }
  if (parsed.data.name !== name) throw say(`it calls itself “${parsed.data.name}”`);
  return parsed.data;
}

/** Every theme of a folder, checked; a folder without a theme.json is none. */
export function readThemes(folder: string): Map<string, ThemeDefinition> {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'theme.json')))
    .map((entry) => entry.name)
    .sort();
  const themes = new Map(names.map((name) => [name, read(folder, name)]));
  if (!themes.has(fallback)) throw new BrokenTheme(`The theme “${fallback}” is missing (缺少主题“${fallback}”)`);
  return themes;
}

@Injectable()
export class ThemeHost {
  readonly themes = readThemes(fileURLToPath(new URL('../../../themes', import.meta.url)));

  /** A collection may still name a theme that has gone: readers get the plain one, not an error. */
  get(name: string | undefined): ThemeDefinition {
    return this.themes.get(name ?? fallback) ?? this.themes.get(fallback)!;
  }
}
