import type { MaterialKind } from '../../contract/collection.js';
import { type ExportField, type ExportRecord } from './export.record.js';
import { el, type Xml, xmlDocument } from '../../platform/xml.js';
import { nameTable } from '../../contract/name.table.js';

/** Refinements say more than the fifteen elements; a reader of simple Dublin Core gets the element that they refine. */
const refines = nameTable<string>({
  alternative: 'title',
  spatial: 'coverage',
  temporal: 'coverage',
  extent: 'format',
  medium: 'format',
  tableOfContents: 'description',
  abstract: 'description',
  provenance: 'description',
  accessRights: 'rights',
  rightsHolder: 'rights',
  license: 'rights',
  isPartOf: 'relation',
  hasPart: 'relation',
  created: 'date',
  issued: 'date',
});

const elements = [
  'title',
  'creator',
  'subject',
  'description',
  'publisher',
  'contributor',
  'date',
  'type',
  'format',
  'identifier',
  'source',
  'language',
  'relation',
  'coverage',
  'rights',
] as const;

/** What the thing is, in the words of the DCMI Type Vocabulary. */
export const dcmiType: Partial<Record<MaterialKind, string>> = {
  rubbing: 'StillImage',
  painting: 'StillImage',
  photograph: 'StillImage',
  map: 'StillImage',
  recording: 'Sound',
  object: 'PhysicalObject',
};

/** Makers; whoever else stands in a statement of responsibility has helped. */
const makers = new Set(['aut', 'com', 'art', 'pht', 'scr', 'cre', 'ive', 'crp']);

function wordsOf(field: ExportField): { element: string; text: string; lang?: string }[] {
  const { dc } = field.mapping;
  if (!dc) return [];
  const element = refines[dc] ?? dc;
  return field.values.flatMap((value, at) => {
    const relator = value.marc['4'];
    const helper = element === 'creator' && at > 0 && relator !== undefined && !makers.has(relator);
    const title = element === 'title' ? (value.parts['value'] ?? value.parts['text']) : undefined;
    return (title ? [title.text] : value.dc).map((text) => ({
      element: helper ? 'contributor' : element,
      text,
      ...(value.lang ? { lang: value.lang } : {}),
    }));
  });
}

/** Simple Dublin Core, as harvesters by OAI-PMH read it. */
export function dublinCore(record: ExportRecord): string {
  const type = dcmiType[record.kind] ?? 'Text';
  const words = [
    ...record.fields.flatMap(wordsOf),
    { element: 'type', text: type },
    { element: 'identifier', text: record.url },
    { element: 'source', text: record.library },
    { element: 'relation', text: record.collection.name },
  ];
  const seen = new Set<string>();
  const children: Xml[] = elements.flatMap((element) =>
    words
      .filter((one) => one.element === element && one.text.trim() !== '')
      .filter((one) => !seen.has(`${element} ${one.text}`) && seen.add(`${element} ${one.text}`))
      .map(({ text, ...more }) => el(`dc:${element}`, { 'xml:lang': 'lang' in more ? more.lang : undefined }, text)),
  );
  return xmlDocument(
    el(
      'oai_dc:dc',
      {
        'xmlns:oai_dc': 'http://www.openarchives.org/OAI/2.0/oai_dc/',
        'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        'xsi:schemaLocation':
          'http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
      },
      ...children,
    ),
  );
}
