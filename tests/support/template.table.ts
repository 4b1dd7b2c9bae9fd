/**
 * What each ready template must have, field by field, as the profiles of the trade ask for it: GB/T 3792-2021, WH/T 66, WH/T 68,
 * WW/T 0093, WH/T 51, DA/T 59, 馆藏文物登录规范, DCRM. Written by hand and apart from the templates: a template that drifts fails.
 *
 * A line: `key flags | type | vocabulary | tag | rule`. Flags as in the templates: `!` required, `*` repeatable, `-` internal.
 * A transcription is asked for as a file of TEI or plain text; here it is a field that is searched and read, with the file beside it.
 * Tags are CNMARC, but for 外文珍本, which is MARC 21. The rule says where the field stands in Dublin Core and MODS.
 */
export interface ExpectedField {
  key: string;
  required: boolean;
  repeatable: boolean;
  internal: boolean;
  type: string;
  vocabulary: string | null;
  tag: string | null;
  dc: string;
  mods: string;
}

/** Where a field goes on export by what it is, unless the standard has an element made for it. */
const rules: Record<string, (key: string) => [dc: string, mods: string]> = {
  size: () => ['extent', 'physicalDescription/extent'],
  form: () => ['format', 'physicalDescription/form'],
  genre: () => ['type', 'genre'],
  agent: () => ['contributor', 'name/role'],
  date: (key) => ['date', `originInfo/dateOther@type=${key}`],
  place: () => ['spatial', 'subject/geographic'],
  link: () => ['relation', 'relatedItem'],
  note: (key) => ['description', `note@type=${key}`],
  number: (key) => ['identifier', `identifier@type=${key}`],
  toc: () => ['tableOfContents', 'tableOfContents'],
};

function read(lines: string): ExpectedField[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [sign = '', type = '', vocabulary = '', tag = '', rule = ''] = line.split('|').map((cell) => cell.trim());
      const [, key = '', flags = ''] = /^(\w+)([!*-]*)$/.exec(sign) ?? [];
      const own = rule.split(' > ');
      const [dc = '', mods = ''] = rules[rule]?.(key) ?? own;
      if (key === '' || type === '' || (mods === '' && dc === '')) throw new Error(`cannot read: ${line}`);
      return {
        key,
        required: flags.includes('!'),
        repeatable: flags.includes('*'),
        internal: flags.includes('-'),
        type,
        vocabulary: vocabulary || null,
        tag: tag || null,
        dc: dc === '–' ? '' : dc,
        mods,
      };
    });
}

/** Inherited by all. */
export const coreTable = read(`
  identifier!* | identifier |          | 001, 010, 091 | identifier > identifier
  title!       | text       |          | 200$a; 518 | title > titleInfo
  altTitle*    | compound   |          | 200$d$e; 512, 514, 516, 517 | alternative > titleInfo@type
  agent*       | agent      |          | 200$f$g; 701/702, 711/712 | creator > name
  place*       | place      |          | 210$a; 620 | spatial > originInfo/place
  publisher*   | agent      |          | 210$c | publisher > originInfo/publisher
  date*        | date       |          | 210$d; 100$a/8-16 | date > originInfo/dateIssued@encoding=edtf
  extent       | text       |          | 215$a$c$d$e; 307 | extent > physicalDescription/extent
  language!*   | term       | language | 101$a; 100/34-35 | language > language
  class*       | term       | clc      | 690 | subject > classification
  subject*     | term       |          | 606, 610 | subject > subject
  relation*    | link       |          | 225, 410, 461-464, 455 | relation > relatedItem
  abstract*    | long-text  |          | 330, 300 | abstract > abstract
  provenance*  | long-text  |          | 317 | provenance > note@type=ownership
  callNo!      | compound   |          | 905 | – > location/shelfLocator
  rights!      | compound   |          | 300 | rights > accessCondition
  source!      | compound   |          | 801$a$b$c | – > recordInfo`);

/** MARC 21 of the core. */
export const coreMarc21: Record<string, string> = {
  identifier: '001, 020',
  title: '245$a',
  altTitle: '246',
  agent: '100/700/710',
  place: '264$a',
  publisher: '264$b',
  date: '264$c, 046',
  extent: '300',
  language: '041, 546',
  class: '084',
  subject: '650/653',
  relation: '490, 77X',
  abstract: '520/500',
  provenance: '561',
  callNo: '852',
  rights: '540/506',
  source: '040',
};

export const ownTables: Record<string, ExpectedField[]> = {
  'ancient-book': read(`
    juan!        | compound |              | 215     | size
    titleSource  | term     | title-source | 304     | note
    editionType! | term     | edition-type | 205/193 | genre
    edition!     | text     |              | 205$a   | description > originInfo/edition
    binding!     | term     | binding      | 307/194 | form
    volumes!     | compound |              | 215$a   | size
    layout       | compound |              | 307     | note
    colophon*    | text     |              | 306     | note
    preface*     | compound |              | 320     | note
    annotation*  | compound |              | 316     | note
    seal*        | compound |              | 317     | note
    carver*      | agent    |              | 702     | agent
    taboo        | text     |              | 305     | note
    completeness | text     |              | 316     | note
    contents*    | link     |              | 327/462 | link
    siku!        | term     | siku         | 696     | subject > classification
    censusNo*    | identifier |            | 091     | identifier > identifier@type=census
    grade-       | term     | grade        |         | note
    damage-      | term     | damage       |         | note`),
  republican: read(`
    impression   | text     |           | 205    | description > originInfo/edition
    series       | link     |           | 410    | link
    price        | text     |           | 010$d  | note
    bookSize     | term     | book-size | 215$d  | form
    toc          | contents |           | 327    | toc
    creatorDeath | number   |           | 701$f  | note`),
  periodical: read(`
    issue!     | compound |           | 207     | description > part/detail
    frequency  | term     | frequency | 326     | description > originInfo/frequency
    run        | date     |           | 207     | date
    continues* | link     |           | 430/440 | link
    articles*  | link     |           | 463/464 | link`),
  thesis: read(`
    degree!     | term      | degree     | 328 | type > note@type=thesis
    discipline! | term      | discipline | 328 | subject > note@type=thesis
    grantor!    | agent     |            | 711 | agent
    awarded!    | date      |            | 328 | date
    advisor!*   | agent     |            | 702 | agent
    titleEn     | text      |            | 510 | alternative > titleInfo@type=translated
    abstractEn  | long-text |            | 330 | abstract > abstract
    defended    | date      |            | 328 | date
    secrecy!    | term      | secrecy    | 300 | accessRights > accessCondition
    releaseDate | date      |            |     | date
    fulltext    | file      |            |     | note
    first16     | file      |            |     | note
    studentNo-  | text      |            |     | note`),
  manuscript: read(`
    shelfmark!*    | compound |                 | 091 | number
    assignedTitle! | text     |                 | 200$a | title > titleInfo
    headTitle      | text     |                 | 514 | alternative > titleInfo@type
    endTitle       | text     |                 | 517 | alternative > titleInfo@type
    headTailState! | term     | head-tail-state | 316 | note
    incipit        | text     |                 | 327 | note
    explicit       | text     |                 | 327 | note
    sheets         | number   |                 | 215 | size
    lines          | number   |                 | 215 | size
    charsPerLine   | number   |                 | 215 | size
    ruling         | term     | ruling          | 307 | form
    paper          | term     | support         | 307 | form
    side           | term     | side            |     | note
    verso          | link     |                 |     | link
    hand           | term     | script          |     | form
    dedication*    | compound |                 | 317 | note
    jottings       | text     |                 | 316 | note
    datingBasis    | text     |                 | 305 | note
    joins*         | compound |                 |     | link
    canonNo        | text     |                 |     | note
    transcript     | transcription |            |     | note
    transcriptFile | file     |                 |     | note
    studies*       | text     |                 | 321 | note`),
  gazetteer: read(`
    gazetteerType! | term  | gazetteer-type |     | genre
    adminUnit!     | place |                | 607 | place
    compiler*      | agent |                | 701 | agent
    compiled       | date  |                |     | date
    printed        | date  |                |     | date
    coverageEnd    | date  |                |     | date
    maps*          | link  |                |     | link`),
  deed: read(`
    household | text  |  |  | note
    party*    | agent |  |  | agent
    witness*  | agent |  |  | agent
    bounds    | text  |  |  | note
    price     | text  |  |  | note`),
  rubbing: read(`
    stoneTitle*   | compound    |                   | 512/514 | alternative > titleInfo@type
    stoneType!    | term        | stone-type        | 191     | genre
    stoneAgent*   | agent       |                   | 701/702 | agent
    erected!      | date        |                   |         | date
    findspot      | place       |                   | 317     | place
    stoneLocation | place       |                   | 317     | place
    rubbed        | date        |                   |         | date
    rubber        | agent       |                   |         | agent
    technique     | term        | rubbing-technique | 305     | form
    script*       | term        | script            |         | note
    layout        | compound    |                   |         | note
    ornament      | text        |                   |         | note
    sizeSheet*    | measurement |                   | 215$d   | size
    sizeStone*    | measurement |                   | 215$d   | size
    loss          | text        |                   | 316     | note
    cited*        | text        |                   | 321     | note
    transcript    | transcription |                 |         | note
    transcriptFile | file       |                   |         | note`),
  painting: read(`
    format!     | term        | painting-format    | 307   | form
    support!    | term        | support            |       | form
    technique*  | term        | painting-technique |       | form
    sizeImage   | measurement |                    | 215$d | size
    sizeMount   | measurement |                    | 215$d | size
    signature   | text        |                    | 317   | note
    annotation* | compound    |                    | 317   | note
    seal*       | compound    |                    | 317   | note
    cited*      | text        |                    | 321   | note
    opinion-    | text        |                    |       | note`),
  photograph: read(`
    photographer   | agent    |                 |     | agent
    taken!         | date     |                 |     | date
    takenAt!       | place    |                 |     | place
    depicted*      | compound |                 | 600 | subject > subject/name
    event*         | term     |                 | 606 | subject > subject/topic
    inscription    | text     |                 |     | note
    process        | term     | photo-process   | 307 | form
    negativeNo     | text     |                 |     | note
    album          | link     |                 | 462 | link
    portraitStatus! | term    | portrait-status |     | rights > accessCondition`),
  'audio-visual': read(`
    narrator!*    | agent    |          | 702   | agent
    interviewer!* | agent    |          | 702   | agent
    recorded!     | date     |          |       | date
    recordedAt    | place    |          |       | place
    duration!     | number   |          | 215$a | size
    carrier       | term     | carrier  |       | form
    consent!-     | file     |          |       | note
    usage!        | term     | usage    |       | accessRights > accessCondition
    vtt           | file     |          |       | note
    segments*     | segments |          | 327   | toc
    dialect       | term     | language | 101   | language > language
    redactions*-  | segments |          |       | note`),
  object: read(`
    holder!       | agent       |                 |  | contributor > location/physicalLocation
    regNo!        | identifier  |                 |  | number
    title!        | text        |                 |  | title > titleInfo
    period!       | term        | dynasty         |  | temporal > subject/temporal
    material!*    | term        | support         |  | form
    category!     | term        | object-category |  | genre
    count!        | number      |                 |  | size
    size!*        | measurement |                 |  | size
    weight        | number      |                 |  | size
    grade         | term        | object-grade    |  | note
    acquisition!  | text        |                 |  | note
    condition!    | text        |                 |  | note
    preservation- | term        | condition-state |  | note
    accessioned-  | date        |                 |  | date
    glb           | file        |                 |  | note
    capture       | term        | capture         |  | note
    unit          | term        | model-unit      |  | note
    up            | term        | up-axis         |  | note
    faces         | number      |                 |  | size
    hotspots*     | compound    |                 |  | note`),
  letter: read(`
    parent          | link       |  | 461-463 | link
    refCode!        | identifier |  | 091     | number
    sender!*        | agent      |  | 701/702 | agent
    recipient!*     | agent      |  | 701/702 | agent
    sentFrom        | place      |  |         | place
    sentTo          | place      |  |         | place
    signedDate!     | date       |  |         | date
    postmark        | date       |  |         | date
    incipit         | text       |  | 327     | note
    mentions*       | term       |  | 600/604 | subject > subject
    enclosure       | file       |  |         | note
    published       | text       |  | 305     | note
    rightsHolder    | agent      |  |         | rightsHolder > accessCondition
    restrictedUntil | date       |  |         | date`),
  'rare-western': read(`
    titlePage!   | text  |                | 245   | title > titleInfo
    bibFormat    | text  |                | 300$c | form
    collation    | text  |                | 500   | note
    imprint      | text  |                | 264   | publisher > note@type=imprint
    imprintNorm  | text  |                | 752   | spatial > note@type=imprintNorm
    translator*  | agent |                | 700   | agent
    formerOwner* | agent |                | 561   | agent
    sinology*    | term  | sinology-topic | 650   | subject > subject/topic
    citedIn*     | text  |                | 510   | note`),
};

/** Templates whose own tags are MARC 21. */
export const inMarc21 = new Set(['rare-western']);

/** Ours beyond the profiles: what the survey of libraries asked for besides. */
export const furtherTemplates = ['dublin-core', 'genealogy', 'map', 'newspaper', 'school-archive'];

/** Given once by the profile, more often here, because the thing itself has several. */
export const oftener: Record<string, string> = {
  'rubbing.script': 'a stele has its heading in seal script and its text in another',
  'rubbing.sizeSheet': 'the heading and the body are rubbed apart',
  'rubbing.sizeStone': 'the heading and the body are measured apart',
  'painting.technique': 'a painting is ink and colour, and fine brush',
  'photograph.event': 'one picture may show two',
  'object.material': 'a vessel of wood has a mount of copper',
  'object.size': 'mouth, belly and foot are measured apart',
};
