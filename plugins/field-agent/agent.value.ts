import { z } from 'zod';
import { isBody } from '../../server/contract/bodies.js';
import { type Locale, LocalizedText, localize, nameFor } from '../../server/contract/localized.js';
import { Pid } from '../../server/contract/pid.js';
import type { FieldType } from '../../server/contract/plugin.js';
import { dynastyInEnglish } from './dynasties.js';
import { readAgent } from './agent.reading.js';
import { relatorOf, roleInEnglish } from './roles.js';

const Line = z.string().max(200);

/**
 * A person, family or body: the name as it is written, with 朝代 and 著作方式 as they are written, and the authority
 * it is. A plain string is taken as the name; 〔清〕紀昀 撰 is taken apart.
 */
export const AgentValue = z.preprocess(
  (given) => {
    if (typeof given === 'string') return { name: given };
    // Institutions are often typed as plain text before they are anybody.
    if (typeof given === 'object' && given !== null && 'text' in given) return { name: given.text };
    return given;
  },
  z.strictObject({
    name: Line.refine((name) => name.trim() !== '', 'empty'),
    dynasty: Line.optional(),
    role: Line.optional(),
    /** Years of life, as the heading has them: 1724–1805. */
    dates: Line.optional(),
    ref: Pid.optional(),
    /** The authority's own names, when it was last read. */
    heading: LocalizedText.optional(),
  }),
);
export type AgentValue = z.infer<typeof AgentValue>;

export const AgentOptions = z.object({
  /** The role that is meant when none is written. */
  role: z.string().max(40).optional(),
});
export type AgentOptions = z.infer<typeof AgentOptions>;

const trimmed = (text: string | undefined): string | undefined => text?.replace(/\s+/g, ' ').trim() || undefined;

/** (清)紀昀 and 〔清〕紀昀, as catalogues have written for a century. */
const bracketed = /^[（(〔［[【]\s*([^）)〕］\]】]{1,8})\s*[）)〕］\]】]\s*(.+)$/u;

function apart(value: AgentValue): { name: string; dynasty?: string } {
  const name = trimmed(value.name) ?? '';
  const found = value.dynasty === undefined ? bracketed.exec(name) : null;
  return found ? { name: found[2]!, dynasty: found[1]! } : { name };
}

function inEnglish({ name: written, heading, dynasty, role }: AgentValue): string {
  const name = nameFor(written, heading, 'en');
  const who = dynasty ? `${name} (${dynastyInEnglish(dynasty)})` : name;
  return role ? `${who}, ${roleInEnglish(role)}` : who;
}

function inChinese({ name, heading, dynasty, role }: AgentValue, locale: Locale = 'zh-CN'): string {
  return `${dynasty ? `〔${dynasty}〕` : ''}${nameFor(name, heading, locale)}${role ? ` ${role}` : ''}`;
}

/** What stands on the thing, beside the English name. */
function original({ name, heading }: AgentValue, locale: Locale): { text: string } | undefined {
  return locale === 'en' && nameFor(name, heading, locale) !== name ? { text: name } : undefined;
}

export const agentType: FieldType<AgentValue, AgentOptions> = {
  key: 'agent',
  value: AgentValue,
  options: AgentOptions,
  normalise: (value, options) => {
    const { name, dynasty } = apart(value);
    const kept = {
      dynasty: dynasty ?? trimmed(value.dynasty),
      role: trimmed(value.role) ?? options.role,
      dates: trimmed(value.dates),
    };
    return {
      name,
      ...(kept.dynasty ? { dynasty: kept.dynasty } : {}),
      ...(kept.role ? { role: kept.role } : {}),
      ...(kept.dates ? { dates: kept.dates } : {}),
      ...(value.ref ? { ref: value.ref } : {}),
      ...(value.ref && value.heading ? { heading: value.heading } : {}),
    };
  },
  words: ({ role, dates, ...who }) =>
    [`${inChinese(who)}${dates ? `（${dates}）` : ''}`, ...(role ? [role] : [])].join(' '),
  read: readAgent,
  references: ({ ref }) => (ref ? [{ kind: 'agent', ref }] : []),
  settle: (value, _options, lookUp) => {
    const known = value.ref ? lookUp({ kind: 'agent', ref: value.ref }) : undefined;
    return known ? { ...value, ref: known.key, heading: known.label } : value;
  },
  unknown: ({ ref }, _options, lookUp) => (ref && !lookUp({ kind: 'agent', ref }) ? [{ kind: 'agent', ref }] : []),
  text: ({ name, heading }) => [...new Set([name, ...Object.values(heading ?? {})])].map((text) => ({ text })),
  display: (value, _options, locale) => (locale === 'en' ? inEnglish(value) : inChinese(value, locale)),
  converted: true,
  original: (value, _options, locale) => original(value, locale),
  note: ({ dates }) => dates,
  index: (value) => {
    const label = localize(value.heading, 'zh-CN') || value.name;
    // Namesakes of two dynasties are two people.
    const key = value.ref ?? (value.dynasty ? `${value.name}〔${value.dynasty}〕` : value.name);
    return { facets: [{ key, label }], sort: value.name, name: value.name, ...(value.ref ? { ref: value.ref } : {}) };
  },
  jsonld: ({ name, heading }) => {
    const other = Object.values(heading ?? {}).filter((one) => one !== name);
    return {
      '@type': isBody(name) ? 'Organization' : 'Person',
      name,
      ...(other.length ? { alternateName: other } : {}),
    };
  },
  dc: (value) => [inChinese(value)],
  parts: ({ name, dynasty, dates, role }) =>
    Object.fromEntries(
      Object.entries({ name, dynasty, dates, role }).flatMap(([part, text]) => (text ? [[part, { text }]] : [])),
    ),
  marc: ({ name, dynasty, dates, role }) => ({
    a: name,
    ...(dynasty ? { c: dynasty } : {}),
    ...(dates ? { f: dates } : {}),
    ...(role ? { 4: relatorOf(role) ?? role } : {}),
  }),
};
