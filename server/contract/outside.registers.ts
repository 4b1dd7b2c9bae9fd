/** A register elsewhere in which the same person or place has a number. Only those whose addresses are known to be stable. */
export interface OutsideRegister {
  key: string;
  name: string;
  /** What has a number there. */
  of: readonly ('agent' | 'place' | 'term')[];
  /** What a number looks like there. */
  like: string;
  at: (id: string) => string;
}

export const outsideRegisters: readonly OutsideRegister[] = [
  { key: 'viaf', name: 'VIAF', of: ['agent', 'place'], like: '76379153', at: (id) => `https://viaf.org/viaf/${id}` },
  {
    key: 'cbdb',
    name: 'CBDB',
    of: ['agent'],
    like: '65830',
    at: (id) => `https://cbdb.fas.harvard.edu/cbdbapi/person.php?id=${id}`,
  },
  {
    key: 'dila',
    name: 'DILA',
    of: ['agent'],
    like: 'A001583',
    at: (id) => `https://authority.dila.edu.tw/person/?fromInner=${id}`,
  },
  {
    key: 'wikidata',
    name: 'Wikidata',
    of: ['agent', 'place', 'term'],
    like: 'Q1150961',
    at: (id) => `https://www.wikidata.org/wiki/${id}`,
  },
  {
    key: 'lcnaf',
    name: 'LC',
    of: ['agent'],
    like: 'n81137640',
    at: (id) => `https://id.loc.gov/authorities/names/${id}`,
  },
  { key: 'isni', name: 'ISNI', of: ['agent'], like: '0000000121032683', at: (id) => `https://isni.org/isni/${id}` },
  { key: 'orcid', name: 'ORCID', of: ['agent'], like: '0000-0002-1825-0097', at: (id) => `https://orcid.org/${id}` },
  { key: 'gnd', name: 'GND', of: ['agent'], like: '118557130', at: (id) => `https://d-nb.info/gnd/${id}` },
  {
    key: 'tgaz',
    name: 'TGAZ',
    of: ['place'],
    like: 'hvd_32180',
    at: (id) => `https://chgis.hudci.org/tgaz/placename/${id}`,
  },
  {
    key: 'geonames',
    name: 'GeoNames',
    of: ['place'],
    like: '1808926',
    at: (id) => `https://www.geonames.org/${id}`,
  },
  { key: 'tgn', name: 'TGN', of: ['place'], like: '7001807', at: (id) => `https://vocab.getty.edu/tgn/${id}` },
  { key: 'aat', name: 'AAT', of: ['term'], like: '300026816', at: (id) => `https://vocab.getty.edu/aat/${id}` },
];

const byKey = new Map(outsideRegisters.map((register) => [register.key, register]));

/** An id as somebody may have written it, with its address where that is known or is what was written. */
export function outsideId(key: string, id: string): { source: string; id: string; href: string | null } {
  const register = byKey.get(key.toLowerCase());
  const source = register?.name ?? key;
  if (/^https?:\/\/[^\s]+$/i.test(id)) return { source, id, href: id };
  // An ISNI is often written in fours.
  const plain = id.replace(/\s+/g, '');
  return { source, id, href: register && /^[\w.-]{1,80}$/.test(plain) ? register.at(plain) : null };
}
