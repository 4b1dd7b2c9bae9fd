import { nameTable } from '../../contract/name.table.js';

/** Where the numbers of other registers lead. Only those whose addresses are known to be stable. */
const registers = nameTable<{ name: string; at: (id: string) => string }>({
  viaf: { name: 'VIAF', at: (id) => `https://viaf.org/viaf/${id}` },
  wikidata: { name: 'Wikidata', at: (id) => `https://www.wikidata.org/wiki/${id}` },
  isni: { name: 'ISNI', at: (id) => `https://isni.org/isni/${id}` },
  lcnaf: { name: 'LC', at: (id) => `https://id.loc.gov/authorities/names/${id}` },
  gnd: { name: 'GND', at: (id) => `https://d-nb.info/gnd/${id}` },
  orcid: { name: 'ORCID', at: (id) => `https://orcid.org/${id}` },
  cbdb: { name: 'CBDB', at: (id) => `https://cbdb.fas.harvard.edu/cbdbapi/person.php?id=${id}` },
  dila: { name: 'DILA', at: (id) => `https://authority.dila.edu.tw/person/?fromInner=${id}` },
  tgaz: { name: 'TGAZ', at: (id) => `https://chgis.hudci.org/tgaz/placename/${id}` },
  geonames: { name: 'GeoNames', at: (id) => `https://www.geonames.org/${id}` },
  tgn: { name: 'TGN', at: (id) => `https://vocab.getty.edu/tgn/${id}` },
  aat: { name: 'AAT', at: (id) => `https://vocab.getty.edu/aat/${id}` },
});

/** An id as somebody may have written it, with its address where that is known or is what was written. */
export function outsideId(key: string, id: string): { source: string; id: string; href: string | null } {
  const register = registers[key.toLowerCase()];
  const source = register?.name ?? key;
  if (/^https?:\/\/[^\s]+$/i.test(id)) return { source, id, href: id };
  // An ISNI is often written in fours.
  const plain = id.replace(/\s+/g, '');
  return { source, id, href: register && /^[\w.-]{1,80}$/.test(plain) ? register.at(plain) : null };
}
