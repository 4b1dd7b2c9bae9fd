import type { FieldDefinition } from '../../../../server/contract/collection.js';

export type Scheme = keyof FieldDefinition['mapping'];
export interface Element {
  code: string;
  zh: string;
  en: string;
}

/** The standards that records leave in, in the order in which a librarian of ours thinks of them. */
export const schemes: { key: Scheme; name: string }[] = [
  { key: 'dc', name: 'Dublin Core' },
  { key: 'cnmarc', name: 'CNMARC' },
  { key: 'marc21', name: 'MARC 21' },
  { key: 'mods', name: 'MODS' },
  { key: 'schemaOrg', name: 'schema.org' },
];

/** `code 中文 | English` a line. */
const read = (lines: string): Element[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [code = '', ...words] = line.trim().split(' ');
      const [zh = '', en = ''] = words.join(' ').split('|');
      return { code, zh: zh.trim(), en: en.trim() };
    });

/** What of each standard a field may go into. Others can still be typed: the lists are those that our records write. */
export const elements: Record<Scheme, Element[]> = {
  dc: read(`
    title 题名 | Title
    alternative 其他题名 | Alternative title
    creator 创作者 | Creator
    contributor 其他责任者 | Contributor
    publisher 出版者 | Publisher
    date 日期 | Date
    created 创作日期 | Date created
    issued 出版日期 | Date issued
    type 类型 | Type
    format 格式、载体 | Format
    extent 数量、尺寸 | Extent
    medium 材质 | Medium
    identifier 标识符 | Identifier
    source 来源 | Source
    language 语种 | Language
    subject 主题 | Subject
    description 说明 | Description
    abstract 提要 | Abstract
    tableOfContents 目次 | Table of contents
    coverage 时空范围 | Coverage
    spatial 地点 | Spatial coverage
    temporal 时代 | Temporal coverage
    relation 关联 | Relation
    isPartOf 部分属于 | Is part of
    hasPart 包含 | Has part
    isVersionOf 版本属于 | Is version of
    provenance 收藏史 | Provenance
    rights 权利 | Rights
    rightsHolder 权利人 | Rights holder
    accessRights 取用权限 | Access rights
    bibliographicCitation 引用格式 | Citation`),
  cnmarc: read(`
    010 国际标准书号 | ISBN
    091 统一书刊号、登录号 | Other numbers
    101$a 语种 | Language
    200$a 正题名 | Title proper
    200$d 并列题名 | Parallel title
    200$e 副题名 | Other title information
    200$f 第一责任说明 | First statement of responsibility
    205$a 版本说明 | Edition
    206$b 比例尺 | Scale
    207 期刊编号 | Numbering of serials
    210$a 出版地 | Place of publication
    210$c 出版者 | Publisher
    210$d 出版日期 | Date of publication
    215$a 数量 | Extent
    215$c 其他形态细节 | Other physical details
    215$d 尺寸 | Dimensions
    225 丛编 | Series
    300 一般附注 | General note
    305 版本附注 | Note on edition
    307 形态附注 | Note on physical form
    316 现存本附注（钤印） | Copy in hand: seals
    317 收藏史附注 | Provenance
    321 索引、提要、书目附注 | Indexes, abstracts elsewhere
    326 出版频率 | Frequency
    327 目次、内容附注 | Contents
    328 学位论文附注 | Dissertation note
    330 提要 | Abstract
    410 丛编 | Series
    430 继承 | Continues
    440 由…继承 | Continued by
    451 同一载体的其他版本 | Other edition, same medium
    455 复制自 | Reproduction of
    461 总集 | Set
    463 单册 | Piece
    488 其他相关作品 | Other related work
    510 并列题名 | Parallel title
    512 封面题名 | Cover title
    514 卷端题名 | Caption title
    517 其他题名 | Variant title
    600 个人名称主题 | Personal name as subject
    606 学科主题 | Topical subject
    607 地名主题 | Place as subject
    610 非控主题词 | Uncontrolled terms
    620 出版地检索点 | Place access
    690 中图分类号 | Chinese Library Classification
    696 其他分类号 | Other classification
    701 个人责任者 | Personal name
    702 个人次要责任者 | Personal name, secondary
    711 团体责任者 | Corporate body
    712 团体次要责任者 | Corporate body, secondary
    801 记录来源 | Originating source
    856 电子地址 | Electronic location
    905 馆藏信息 | Holdings`),
  marc21: read(`
    020 国际标准书号 | ISBN
    024 其他标识号 | Other identifier
    034 地图数学数据 | Coded cartographic data
    040 编目源 | Cataloging source
    041 语种代码 | Language code
    046 特殊日期 | Special dates
    084 其他分类号 | Other classification
    100 个人主要款目 | Personal name, main entry
    245$a 题名 | Title
    246 变异题名 | Varying form of title
    250 版本 | Edition
    255$a 比例尺 | Scale
    264$a 出版地 | Place of publication
    264$b 出版者 | Publisher
    264$c 出版日期 | Date of publication
    300 载体形态 | Physical description
    300$c 尺寸 | Dimensions
    310 出版频率 | Frequency
    340 物理载体 | Physical medium
    362 出版起讫 | Dates of publication
    490 丛编说明 | Series statement
    500 一般附注 | General note
    502 学位论文附注 | Dissertation note
    505 目次附注 | Contents
    506 取用限制 | Restrictions on access
    510 引文、著录附注 | Citation note
    518 日期时间地点附注 | Date, time and place of event
    520 提要 | Summary
    535 原件所在 | Location of originals
    540 使用条款 | Terms of use
    542 版权信息 | Copyright status
    546 语种附注 | Language note
    561 收藏史 | Ownership history
    563 装帧 | Binding
    600 个人名称主题 | Personal name as subject
    648 年代主题 | Chronological term
    650 学科主题 | Topical subject
    651 地名主题 | Geographic name as subject
    653 非控主题词 | Uncontrolled terms
    655 体裁形式 | Genre, form
    700 个人附加款目 | Personal name, added entry
    710 团体附加款目 | Corporate name, added entry
    752 分级地名 | Hierarchical place
    773 主文献款目 | Host item
    774 组成部分 | Constituent unit
    775 其他版本 | Other edition
    780 先前款目 | Preceding entry
    785 后续款目 | Succeeding entry
    787 其他关系 | Other relationship
    830 丛编附加款目 | Series, added entry
    852 馆藏位置 | Location
    856 电子地址 | Electronic location`),
  mods: read(`
    titleInfo 题名 | Title
    titleInfo@type=alternative 其他题名 | Alternative title
    titleInfo@type=translated 译名 | Translated title
    name 责任者 | Name
    name/role 次要责任者 | Name with role
    genre 体裁、类型 | Genre
    originInfo/place 产地、出版地 | Place
    originInfo/publisher 出版者 | Publisher
    originInfo/dateIssued@encoding=edtf 出版日期 | Date issued
    originInfo/dateCreated@encoding=edtf 创作日期 | Date created
    originInfo/dateOther 其他日期 | Other date
    originInfo/edition 版本 | Edition
    originInfo/frequency 出版频率 | Frequency
    language 语种 | Language
    physicalDescription/form 载体、材质 | Form
    physicalDescription/extent 数量、尺寸 | Extent
    abstract 提要 | Abstract
    tableOfContents 目次 | Table of contents
    note 附注 | Note
    note@type=ownership 收藏史 | Ownership
    note@type=seal 钤印 | Seals
    note@type=transcript 录文 | Transcription
    subject/topic 主题 | Topic
    subject/name 人名主题 | Name as subject
    subject/geographic 地名主题 | Place as subject
    subject/temporal 时代主题 | Period as subject
    subject/cartographics/scale 比例尺 | Scale
    classification 分类号 | Classification
    relatedItem 相关文献 | Related item
    identifier 标识符 | Identifier
    location/physicalLocation 收藏单位 | Physical location
    location/shelfLocator 索书号 | Shelf locator
    accessCondition 权利与使用条件 | Access condition
    part/detail 卷期 | Volume, issue
    recordInfo 记录信息 | Record information`),
  schemaOrg: read(`
    name 名称 | Name
    headline 标题 | Headline
    alternateName 别名 | Alternate name
    author 作者 | Author
    creator 创作者 | Creator
    contributor 其他责任者 | Contributor
    publisher 出版者 | Publisher
    dateCreated 创作日期 | Date created
    datePublished 出版日期 | Date published
    locationCreated 产地 | Location created
    contentLocation 内容地点 | Content location
    spatialCoverage 空间范围 | Spatial coverage
    temporalCoverage 时间范围 | Temporal coverage
    inLanguage 语种 | Language
    about 主题 | About
    mentions 提及 | Mentions
    genre 体裁 | Genre
    keywords 关键词 | Keywords
    abstract 提要 | Abstract
    text 正文 | Text
    description 说明 | Description
    identifier 标识符 | Identifier
    isPartOf 部分属于 | Is part of
    hasPart 包含 | Has part
    exampleOfWork 所属作品 | Example of work
    isRelatedTo 相关 | Related to
    bookEdition 版本 | Edition
    bookFormat 装帧 | Book format
    numberOfPages 页数 | Number of pages
    issueNumber 期号 | Issue number
    material 材质 | Material
    artMedium 媒材 | Art medium
    artform 艺术门类 | Art form
    size 尺寸 | Size
    materialExtent 数量 | Extent
    provider 提供者 | Provider
    sender 发信人 | Sender
    recipient 收信人 | Recipient
    usageInfo 使用说明 | Usage information
    conditionsOfAccess 取用条件 | Conditions of access
    copyrightHolder 版权人 | Copyright holder
    tableOfContents 目次 | Table of contents`),
};

/** What is typed may be several, apart by a semicolon or a comma: the last one is still being looked for. */
export function findElements(scheme: Scheme, typed: string): Element[] {
  const asked = typed
    .split(/[;,；，]/)
    .at(-1)!
    .trim()
    .toLowerCase();
  const starts = elements[scheme].filter(({ code }) => code.toLowerCase().startsWith(asked));
  const others = elements[scheme].filter(
    (one) =>
      !starts.includes(one) &&
      // Figures are tags, which are read from their beginning.
      [/^\d/.test(asked) ? '' : one.code, one.zh, one.en].some((word) => word.toLowerCase().includes(asked)),
  );
  return [...starts, ...others];
}

/** What each of the places is that a mapping names, as far as the lists know them. */
export function elementNames(scheme: Scheme, mapping: string, english: boolean): string[] {
  const known = new Map(elements[scheme].map((one) => [one.code, english ? one.en : one.zh]));
  // Of MARC, one of several tags; of MODS, a step within.
  return mapping.split(/^\d/.test(mapping) ? /[;,/]\s*/ : /[;,]\s*/).flatMap((part) => {
    const code = part.trim();
    const name = known.get(code) ?? known.get(/^\d{3}/.exec(code)?.[0] ?? '') ?? known.get(code.replace(/@.*$/, ''));
    return name === undefined ? [] : [name];
  });
}
