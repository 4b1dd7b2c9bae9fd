import type { Answer, Request } from '../../../../server/contract/api/index.js';
import type { Audience } from '../../../../server/contract/visibility.js';

type Library = Answer<'GET /libraries/:library/settings'>;
type Change = Omit<Request<'PATCH /libraries/:library'>['body'], 'version'>;

const gigabyte = 1_000_000_000;

/** A library's settings as a page of boxes: lists are lines of text. */
export interface SettingsForm {
  name: Record<string, string>;
  description: Record<string, string>;
  color: string;
  seal: string;
  audiences: Audience[];
  campusRanges: string;
  terminalRanges: string;
  slug: string;
  hosts: string;
  quotaGigabytes: number | '';
  state: Library['state'];
  logo: string | null;
}

export const linesOf = (text: string): string[] =>
  text
    .split(/[\s,，、;；]+/)
    .map((line) => line.trim())
    .filter(Boolean);

export function settingsForm(library: Library): SettingsForm {
  return {
    name: { ...library.name },
    description: { ...library.description },
    color: library.brand.color ?? '#35506d',
    seal: library.brand.seal,
    audiences: [...library.audiences],
    campusRanges: library.campusRanges.join('\n'),
    terminalRanges: library.terminalRanges.join('\n'),
    slug: library.slug,
    hosts: library.hosts.join('\n'),
    quotaGigabytes: library.quotaBytes === null ? '' : Math.round(library.quotaBytes / gigabyte),
    state: library.state,
    logo: library.brand.logo,
  };
}

/** What is the platform's to change is only sent by those who may. */
export function settingsBody(form: SettingsForm, ofPlatform: boolean): Change {
  return {
    name: form.name,
    description: form.description,
    brand: { color: form.color.toLowerCase(), seal: form.seal.trim(), logo: form.logo },
    audiences: form.audiences,
    campusRanges: linesOf(form.campusRanges),
    terminalRanges: linesOf(form.terminalRanges),
    ...(ofPlatform
      ? {
          slug: form.slug.trim(),
          hosts: linesOf(form.hosts),
          quotaBytes: form.quotaGigabytes === '' ? null : Math.round(Number(form.quotaGigabytes) * gigabyte),
          state: form.state,
        }
      : {}),
  };
}
