import type { RouteKey } from '../../../contract/api/index.js';
import type { ProblemCode } from '../../../contract/problems.js';

/** In Chinese, from which the traditional text is made, and in English. */
export type Said = readonly [zh: string, en: string];

export interface RouteText {
  key: RouteKey;
  name: Said;
  note?: Said;
  /** Beside those that any address may answer. */
  errors?: readonly ProblemCode[];
  /** What the example asks; `{word}` is a word of a record of this site. */
  asks?: Readonly<Record<string, string>>;
}

export interface RouteGroup {
  id: string;
  name: Said;
  intro?: Said;
  routes: readonly RouteText[];
}

const item: readonly ProblemCode[] = ['item.not-found', 'item.gone'];
const searching: readonly ProblemCode[] = ['search.bad-query', 'search.too-deep', 'search.unavailable'];
const ofFile: readonly ProblemCode[] = ['file.not-found', 'session.required', 'access.denied', 'file.not-whole'];

/** Every public address that is not a page to look at, for whoever writes programs. A test holds it against the contract. */
export const publicGroups: readonly RouteGroup[] = [
  {
    id: 'published',
    name: ['已发布的资源', 'Published material'],
    intro: [
      '与网页看到的相同：不公开的栏目、图像和全文，这里也没有；“restrictions”说明缺了什么，谁可以看。',
      'The same that the pages show: fields, images and texts that are not open are not here either; “restrictions” says what is missing and to whom it is open.',
    ],
    routes: [
      {
        key: 'GET /published/collections',
        name: ['全部特藏库', 'All collections'],
        note: [
          '每库的名称、说明、所属成员馆、已发布的件数与页数。',
          'Each with its name, description, library, and how many items and pages are published.',
        ],
      },
      {
        key: 'GET /published/collections/:collection',
        name: ['一个特藏库', 'One collection'],
        note: [
          '除上述各项外，列出记录中公开的栏目。',
          'The same of one, with the fields that its records show to the public.',
        ],
        errors: ['collection.not-found'],
      },
      {
        key: 'GET /published/collections/:collection/items',
        name: ['库中资源', 'The items of a collection'],
        note: [
          '按首次发布的先后排列，后来发布的总在末尾，逐页取下去不重不漏。',
          'In the order in which they were first published, so that newcomers always come last: read on page by page and nothing is told twice or left out.',
        ],
        errors: ['collection.not-found'],
        asks: { limit: '20' },
      },
      {
        key: 'GET /published/items/:item',
        name: ['一件资源', 'One item'],
        note: [
          '全部公开的著录、权利说明、参考文献格式、关联资源，以及页、图像、全文、导出格式的网址。',
          'The whole public record, its rights, citation and related items, and where its pages, images, texts and export formats are.',
        ],
        errors: item,
      },
      {
        key: 'GET /published/items/:item/pages',
        name: ['资源的各页', 'The pages of an item'],
        note: [
          '每页的图像（IIIF 服务与缩略图）、音视频与文件、全文的网址；不能看的写明谁可以看。',
          'Each with its image (IIIF service and thumbnail), recordings and files, and the address of its text; what may not be seen says who may.',
        ],
        errors: item,
        asks: { limit: '20' },
      },
      {
        key: 'GET /pages/:page/text',
        name: ['一页的全文', 'The text of a page'],
        note: [
          '逐行给出，行有坐标的一并给出（以整页图像的像素计）。没有全文，或不能读，答 null。',
          'Line by line, with boxes in pixels of the whole image where lines have them. Where there is no text, or it may not be read, the answer is null.',
        ],
      },
      {
        key: 'GET /items/:item/matches',
        name: ['在一件资源里找词', 'Words inside an item'],
        errors: [...item, 'search.unavailable'],
        asks: { q: '{word}' },
      },
    ],
  },
  {
    id: 'search',
    name: ['检索', 'Search'],
    intro: [
      '写法与检索框相同，见“检索”一章。',
      'Queries are written as in the search box; see the chapter on searching.',
    ],
    routes: [
      {
        key: 'GET /search',
        name: ['检索', 'Search'],
        note: [
          '结果、分面、相关提示一次给出。最多可翻到第 10,000 条。',
          'Results, facets and what else was looked for, in one answer. The first 10,000 results can be paged through.',
        ],
        errors: searching,
        asks: { q: '{word}', size: '5' },
      },
      {
        key: 'GET /search/facets/:facet',
        name: ['一个分面的全部取值', 'All values of a facet'],
        errors: ['route.not-found', ...searching],
        asks: { q: '{word}' },
      },
      {
        key: 'GET /search/rows',
        name: ['高级检索的各行', 'Rows of an advanced search'],
        note: [
          '各行的读法、单独命中数、逐行剩余数，以及可查的栏目。',
          'How each row is read, how many it finds alone and how many are left after it; and which fields can be asked.',
        ],
        errors: searching,
        asks: { row: 'and~title~has~{word}' },
      },
      {
        key: 'GET /search/suggestions',
        name: ['输入时的提示', 'Suggestions while typing'],
        errors: ['search.unavailable'],
        asks: { q: '{word}' },
      },
    ],
  },
  {
    id: 'records',
    name: ['著录与引用', 'Records and citations'],
    routes: [
      {
        key: 'GET /items/:item/record/:format',
        name: ['一件资源的著录', 'The record of an item'],
        note: [
          'dc 为都柏林核心，jsonld 为 schema.org，其余为 MODS、MARC 21 与 CNMARC 的 XML。',
          'dc is Dublin Core, jsonld is schema.org; the others are MODS, MARC 21 and CNMARC in XML.',
        ],
        errors: item,
      },
      { key: 'GET ~/i/:item/cite/:format', name: ['参考文献', 'A reference'], errors: item },
      {
        key: 'GET ~/i/:item/whole/:format',
        name: ['整件取走', 'A whole item'],
        note: [
          '图像合成 PDF，或全文合成文本；只含您可以取走的部分。',
          'Its images as one PDF or its text as one file, with what may be taken away.',
        ],
        errors: item,
      },
      { key: 'GET ~/i/:item/qr.svg', name: ['网址的二维码', 'The address as a QR code'], errors: item },
    ],
  },
  {
    id: 'libraries',
    name: ['成员馆', 'Member libraries'],
    routes: [
      { key: 'GET /libraries', name: ['全部成员馆', 'All libraries'] },
      { key: 'GET /libraries/:library', name: ['一个成员馆', 'One library'], errors: ['library.not-found'] },
    ],
  },
  {
    id: 'iiif',
    name: ['IIIF', 'IIIF'],
    intro: [
      '图像遵循 IIIF Image API 3（二级），资源与特藏库遵循 IIIF Presentation API 3，书内查找遵循 IIIF Content Search 2。从 /iiif/collection/top 起可以逐级走到每一页。',
      'Images follow the IIIF Image API 3 (level 2), items and collections the IIIF Presentation API 3, searches inside an item IIIF Content Search 2. From /iiif/collection/top everything can be reached, down to each page.',
    ],
    routes: [
      {
        key: 'GET /iiif/collection/:collection',
        name: ['一个特藏库的清单', 'The manifests of a collection'],
        errors: ['collection.not-found'],
      },
      { key: 'GET /iiif/:item/manifest', name: ['一件资源的清单', 'The manifest of an item'], errors: item },
      {
        key: 'GET /iiif/:item/canvas/:page',
        name: ['清单中的一页', 'One page of a manifest'],
        errors: [...item, 'page.not-found'],
      },
      {
        key: 'GET /iiif/:item/text/:page',
        name: ['一页全文的注释', 'The text of a page as annotations'],
        errors: [...item, 'page.not-found'],
      },
      {
        key: 'GET /iiif/:item/spoken/:page',
        name: ['录音、影像里说的话，作为带时间的注释', 'What is said in a recording, as annotations in time'],
        errors: [...item, 'page.not-found'],
      },
      {
        key: 'GET /iiif/:item/search',
        name: ['在一件资源里找词（Content Search 2）', 'Words inside an item (Content Search 2)'],
        note: [
          '有全文可读的资源，清单里列有这个地址；motivation、date、user 不起作用，应答里注明。',
          'Named in the manifests of items whose text may be read. motivation, date and user are passed over, and the answer says so.',
        ],
        errors: [...item, 'page.not-found', 'search.unavailable'],
        asks: { q: '{word}' },
      },
      {
        key: 'GET /iiif/image/3/:image/info.json',
        name: ['图像的说明', 'What an image offers'],
        errors: ['image.not-found', 'session.required', 'access.denied'],
      },
      {
        key: 'GET /iiif/image/3/:image/:region/:size/:rotation/:name',
        name: ['图像或其局部', 'An image, or a part of it'],
        errors: [
          'image.bad-request',
          'image.unsupported',
          'image.not-found',
          'session.required',
          'access.denied',
          'request.too-many',
        ],
      },
      {
        key: 'GET /iiif/image/3/:image',
        name: ['图像的网址', 'The address of an image'],
        note: ['转到 info.json。', 'Leads to its info.json.'],
      },
    ],
  },
  {
    id: 'files',
    name: ['图片、音视频与文件', 'Pictures, recordings and files'],
    routes: [
      {
        key: 'GET /p/:page/:kind',
        name: ['一页的图片或文件', 'What a page shows'],
        note: ['支持按字节段读取（Range）。', 'Parts can be asked for by bytes (Range).'],
        errors: ofFile,
      },
      {
        key: 'GET /p/:page/captions/:caption',
        name: ['一页的字幕', 'Captions of a page'],
        errors: ['caption.not-found', 'session.required', 'access.denied'],
      },
      { key: 'GET /f/:file/:kind', name: ['一个文件', 'A file'], errors: ofFile },
      {
        key: 'GET /f/:file/captions/:caption',
        name: ['一个文件的字幕', 'Captions of a file'],
        errors: ['caption.not-found', 'session.required', 'access.denied'],
      },
    ],
  },
  {
    id: 'news',
    name: ['新发布与总目', 'What is new, and where everything is'],
    routes: [
      { key: 'GET ~/feed.xml', name: ['全站新发布', 'What is new on the site'] },
      {
        key: 'GET ~/l/:slug/feed.xml',
        name: ['一馆新发布', 'What is new in a library'],
        errors: ['library.not-found'],
      },
      {
        key: 'GET ~/c/:name/feed.xml',
        name: ['一库新发布', 'What is new in a collection'],
        errors: ['collection.not-found'],
      },
      { key: 'GET ~/sitemap.xml', name: ['网站地图', 'Sitemap'] },
      { key: 'GET ~/sitemap/:part', name: ['网站地图的一部分', 'A part of the sitemap'], errors: ['route.not-found'] },
      { key: 'GET /api/openapi.json', name: ['OpenAPI 3.1 说明', 'This API in OpenAPI 3.1'] },
    ],
  },
];

/** What parameters of these mean, by where they stand and their name; first by route, where it is another thing there. */
export const parameterTexts: Readonly<Record<string, Said>> = {
  'path.collection': [
    '特藏库的编号（网址 /c/ 之后的一段）；IIIF 之外也可用短名',
    'Id of the collection, as after /c/ in its address; but for IIIF its short name will do',
  ],
  'path.item': ['资源的编号（网址 /i/ 之后的一段）', 'Id of the item, as after /i/ in its address'],
  'path.page': ['页的编号（网址 /p/ 之后的一段）', 'Id of the page, as after /p/ in its address'],
  'path.library': ['成员馆的编号', 'Id of the library'],
  'path.slug': ['成员馆的短名（网址 /l/ 之后的一段）', 'Short name of the library, as after /l/ in its address'],
  'path.format': ['格式', 'The format'],
  'path.facet': ['分面的键，见检索结果的 facets', 'Key of the facet, as in the facets of a result'],
  'path.image': ['页的编号', 'Id of the page'],
  'path.region': ['区域：full、square、x,y,w,h 或 pct:x,y,w,h', 'The region: full, square, x,y,w,h or pct:x,y,w,h'],
  'path.size': ['大小：max、w,、,h、!w,h 等', 'The size: max, w,, ,h, !w,h and so on'],
  'path.rotation': ['旋转的度数，前加 ! 为镜像', 'Degrees of rotation; with ! before them, mirrored'],
  'path.name': ['色彩与格式，如 default.jpg', 'Quality and format, such as default.jpg'],
  'GET ~/c/:name/feed.xml path.name': ['特藏库的编号', 'Id of the collection'],
  'path.kind': ['要哪一种', 'Which of them'],
  'path.file': ['文件的编号', 'Id of the file'],
  'path.caption': ['字幕的编号，见“资源的各页”的 tracks', 'Id of the captions, as in the tracks of a page'],
  'path.part': ['总图中所列的名称', 'A name that the sitemap lists'],
  'query.cursor': ['上一页应答的 next', 'The “next” of the answer before'],
  'query.limit': ['一次几条', 'How many at once'],
  'query.q': ['要找的词', 'What to look for'],
  'query.exact': ['只按所写的字形', 'Only the characters as they are typed'],
  'query.library': ['只查这个成员馆（编号或短名）', 'Only this library, by id or short name'],
  'query.collection': ['只查这个特藏库（编号或短名）', 'Only this collection, by id or short name'],
  'query.in': [
    '同上，写成一个词：library:短名 或 collection:编号',
    'Either in one word: library:<short name> or collection:<id>',
  ],
  'query.f': [
    '筛选，写作 分面~取值，可重复；键与取值见结果的 facets',
    'A filter, written facet~value; may be repeated. Keys and values are in the facets of a result',
  ],
  'query.row': [
    '高级检索的一行，写作 and~栏目~has~词，可重复',
    'A row of an advanced search, written and~field~has~words; may be repeated',
  ],
  'query.from': ['起年，公元前为负', 'First year; negative before our era'],
  'query.to': ['止年', 'Last year'],
  'query.sort': ['排序，可用的见结果的 sorts', 'The order; the sorts of a result say which there are'],
  'query.page': ['第几页', 'Which page'],
  'query.size': ['一页几条', 'How many on a page'],
  'query.find': ['名称里含有', 'Only values whose name holds this'],
  'query.order': ['取值的次序', 'The order of values'],
  'query.download': ['作为文件下载', 'To be saved as a file'],
  'query.part': ['页数多时分成几份，取第几份', 'Which part, where there are many pages'],
};
