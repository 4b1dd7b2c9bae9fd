import type { LocalizedText } from '../../contract/localized.js';
import type { TermRow } from './term.table.js';

const escapes: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const literal = (text: string): string => `"${text.replace(/[\\"\n\r\t]/g, (sign) => escapes[sign]!)}"`;
const inLanguage = (text: string, language: string): string =>
  /^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$/.test(language) ? `${literal(text)}@${language}` : literal(text);

/** The list as SKOS in Turtle: a scheme, its concepts, and what stands above them. */
export function writeSkos(base: string, list: { key: string; name: LocalizedText }, terms: readonly TermRow[]): string {
  const scheme = `<${base}>`;
  const concept = (code: string) => `<${base}#${encodeURIComponent(code)}>`;
  const names = (property: string, label: LocalizedText) =>
    Object.entries(label).map(([language, text]) => `skos:${property} ${inLanguage(text, language)}`);
  const block = (subject: string, lines: string[]) => `${subject} ${lines.join(' ;\n  ')} .\n`;
  return [
    '@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n',
    block(scheme, ['a skos:ConceptScheme', ...names('prefLabel', list.name), `skos:notation ${literal(list.key)}`]),
    ...terms.map(({ code, parent, label, variants }) =>
      block(concept(code), [
        'a skos:Concept',
        `skos:inScheme ${scheme}`,
        `skos:notation ${literal(code)}`,
        ...names('prefLabel', label),
        ...variants.map((name) => `skos:altLabel ${literal(name)}`),
        parent === null ? `skos:topConceptOf ${scheme}` : `skos:broader ${concept(parent)}`,
      ]),
    ),
  ].join('\n');
}
