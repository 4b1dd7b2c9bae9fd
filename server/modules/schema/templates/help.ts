import type { LocalizedText } from '../../../contract/localized.js';
import type { Template, TemplateField } from './template.js';

/** What to write, in a line, under the control. A key that means another thing in one template has a line for it there. */
const lines = `
identifier 本馆唯一的编号，可预留号段。 | Unique in the library; numbers can be reserved.
title 照录题名，字形不改；卷数另填。 | As it stands, in its own characters; juan go elsewhere.
object.title 按器物定名：年代、质地、纹饰、器形。 | Name as registers do: period, material, decoration, shape.
altTitle 封面、书口、异名、译名等，先选类型。 | Cover, running, variant and translated titles; choose the kind first.
agent 姓名、朝代与著作方式分填；可选规范记录。 | Name, dynasty and role apart; link the authority where there is one.
place 用当时地名，今名另填。 | The name of the time; today’s name beside it.
publisher 照原题，如书坊、书局、斋号。 | As it is given: shop, press or studio.
date 照原样写，如“清乾隆四十八年”；系统换算公元。 | As written, such as 清乾隆四十八年; the common era is worked out.
extent 册数、页数或件数。 | Volumes, pages or pieces.
language 可多选；文言与白话分开。 | Several may be chosen; literary and modern Chinese apart.
class 选大类或填完整分类号。 | A main class, or the full number.
subject 每词一条，先选规范词。 | One word each; controlled ones first.
relation 丛编、上级资源与相关资源。 | Series, what it belongs to, what is related.
abstract 内容提要；英文可另加一条。 | What it is about; another in English may be added.
provenance 按时间先后记历任藏家。 | Owners, from first to last.
callNo 馆藏地与索书号。 | Where it is kept, and its number there.
rights 先判权利状态，再写依据与截止日期。 | The status first, then on what ground and until when.
source 编目机构、规则、语言与日期。 | Who described it, by which rules, in which language, when.
dublin-core.source 本资源由何而来。 | What this was made from.
dublin-core.rights 谁可以怎样使用。 | Who may use it, and how.
creator 对内容负主要责任者。 | Whoever is chiefly responsible for it.
contributor 其他对内容有贡献者。 | Whoever else had a part in it.
type 按资源的性质选择。 | What kind of thing it is.
description 摘要、目次或说明。 | Summary, contents or a note.
coverage 内容所涉的地域或时期。 | The place or period that it is about.
dublin-core.format 载体、尺寸或文件格式。 | Medium, size or file format.
juan 总卷数与存缺分填，首末附另记。 | How many in all, held and missing apart; appendices too.
titleSource 题名取自何处。 | Where the title was taken from.
editionType 按制作方法选；活字、影刻细分到下级。 | By how it was made; movable type and facsimiles have terms of their own.
edition 完整版本著录，如“清乾隆四十八年月轮山房刻本”。 | The edition in full: when, who, how.
newspaper.edition 如“号外”“晚刊”。 | Such as extra or evening edition.
colophon 照录牌记全文。 | The cartouche, word for word.
carver 版心所见刻工，一人一条。 | Carvers named on the leaves, one each.
taboo 避某字、缺笔与否，作为断代依据。 | Which characters are avoided, and how: evidence for the date.
binding 现状装帧；改装者在附注说明。 | As it is now; changes go into the notes.
rubbing.binding 整纸、册装或卷轴。 | Sheet, album or scroll.
volumes 册、函分填。 | Volumes and cases apart.
ancient-book.layout 行款、书口、鱼尾、边栏与版框高广。 | Columns and characters, fore-edge, fishtails, border, size of the frame.
layout 行数与满行字数。 | Columns, and characters to a full one.
completeness 存卷、缺卷与补配情况。 | What is there, missing, or supplied from elsewhere.
damage 按古籍特藏破损定级标准。 | By the national grades of damage.
siku 选到类，如“经部·易类”。 | Down to the class, such as Classics · Changes.
preface 篇名、作者、时间各填，一篇一条。 | Title, author and date of each.
stone 原石的著录；一石可有多件拓本。 | The record of the stone; many impressions may be of one stone.
ancient-book.series 本书为其子目的丛编。 | The series of which this is a title.
work 同一作品的各版本由此相连。 | Editions of one work are joined by this.
copyOf 与本书同版的那一部。 | The record of the edition of which this is a copy.
contents 丛书子目，一种一条。 | The works that it contains, one each.
toc 粘贴多行即可，缩进表示层级，“…”后写页名。 | Paste lines; indent for levels; the page after “…”.
headlines 粘贴多行即可，“…”后写版名。 | Paste lines; the page after “…”.
censusNo 普查登记号或名录编号。 | Number in the census or in the national list.
ancient-book.grade 一至三级各分甲乙丙等。 | Three grades of three classes each, and a fourth.
object.grade 珍贵文物分三级。 | Precious objects have three grades.
annotation 批、校、题、跋各一条，录其文字。 | Each note, collation or colophon apart, with its words.
seal 印文、印主与所在页；可在图上框出。 | Legend, owner and page; draw it on the image.
impression 照版权页，如“民国二十三年五月再版”。 | As on the copyright page.
series 所属丛书；未入库的写题名。 | The series; its title where it is not here.
price 照原题。 | As printed.
deed.price 照录契中价银。 | As written in the deed.
bookSize 按版权页或量得。 | As printed, or measured.
creatorDeath 用以推算著作权期限。 | Tells how long copyright lasts.
issue 卷、期与总期分填。 | Volume, issue and whole number apart.
frequency 按刊物自称。 | As the serial itself says.
run 创刊至停刊，如 1930/1937。 | First to last issue, such as 1930/1937.
continues 改名前后的刊名，各一条。 | Earlier and later titles, one each.
articles 各篇为独立记录，在此关联。 | Articles are records of their own, linked here.
supplement 副刊或专刊的名称。 | Names of supplements.
newspaper.sheets 当日共几版。 | How many pages that day.
degree 按学位证书。 | As on the diploma.
discipline 选门类，或写专业全称。 | A field from the list, or its full name.
grantor 授予学位时的校名。 | The institution’s name at the time.
awarded 学位授予之日。 | The day on which it was conferred.
advisor 一人一条。 | One each.
titleEn 照论文封面。 | As on the cover.
abstractEn 照论文原文。 | As in the thesis.
defended 答辩之日。 | The day of the defence.
thesis.secrecy 涉密论文不得上网。 | Classified theses must not go online.
secrecy 按档案原定密级。 | As the record was classified.
releaseDate 到期后自行公开全文。 | When the full text may be opened.
fulltext 论文全文文件。 | The whole thesis as a file.
first16 供预览的前十六页。 | The first sixteen pages, to look into.
studentNo 不对外显示。 | Never shown to the public.
shelfmark 各家编号各一条，先选体系。 | One for each system of numbers; choose the system first.
assignedTitle 今人考定的题名。 | The title that research has given it.
headTitle 卷首所见题名。 | The title at the beginning.
endTitle 卷尾所见题名。 | The title at the end.
headTailState 首尾是否完整。 | Whether beginning and end are there.
manuscript.incipit 现存首行起始数字。 | The first words that are left.
letter.incipit 正文首句。 | The first sentence of the letter.
explicit 现存末行最后数字。 | The last words that are left.
manuscript.sheets 现存纸数。 | Sheets that are left.
lines 现存行数。 | Lines that are left.
charsPerLine 通常一行的字数。 | Characters in a usual line.
ruling 界栏有无与种类。 | Whether it is ruled, and how.
paper 目验或检测结果。 | By eye, or as tested.
side 文字写在哪一面。 | On which side the text stands.
verso 背面另有文献时关联。 | The record of what is on the back.
hand 以主要书体为准。 | The script of most of it.
script 额与正文不同体者分填。 | Heading and text apart where they differ.
dedication 题记文字、时间与题者。 | Its words, date and author.
jottings 杂写、涂改与校记。 | Scribbles, corrections and collations.
datingBasis 据纪年、避讳、书风、纸质等。 | Dated text, taboo characters, hand or paper.
joins 可缀合的写卷及接合部位。 | The piece that it joins, and where.
canonNo 《大正藏》等编号。 | Number in the Taishō or another canon.
transcript 逐页逐行照录；□缺字，〔〕补字，〈〉小注。 | Page by page and line by line; □ lost, 〔〕 supplied, 〈〉 small notes.
transcriptFile TEI 或纯文本文件。 | A file in TEI or plain text.
studies 篇名与出处，一条一种。 | One publication each, with where it is found.
gazetteerType 按所记地域的层级选。 | By the level of the district described.
adminUnit 用修志时的政区名。 | The district’s name when it was compiled.
compiler 修、纂分条，写明著作方式。 | Directors and compilers apart, each with the role.
compiled 成稿之年。 | When the text was finished.
printed 刊刻印行之年。 | When it was cut and printed.
coverageEnd 所记史事的下限。 | The latest events in it.
genealogy.coverageEnd 世系所记最晚的年代。 | The latest date in the lines.
maps 书中舆图，各为记录。 | Maps in the book, each a record.
surname 谱主之姓；合谱可多填。 | The family’s name; several in a joint genealogy.
hall 本支堂号。 | The hall of this branch.
seat 谱籍用修谱时地名。 | The seat, by its name at the time.
revision 如“六修”。 | Such as the sixth revision.
firstAncestor 谱中奉为始祖者。 | Whom the genealogy names first.
firstSettler 最先迁居此地者。 | Who first settled here.
migration 迁徙的时间、路线与分支。 | When, by which way and into which branches.
generations 照录字辈诗句。 | The verse of generation names, as it stands.
notable 谱中载有事迹的族人。 | Members with a life in the book.
household 文书原属的归户。 | The household from which the papers come.
party 卖主、买主等，写明身份。 | Seller, buyer and so on, each with the role.
witness 中人、见人、保人，一人一条。 | Witnesses and guarantors, one each.
writer 执笔者。 | Who wrote it.
deedKind 按契约的效力选。 | By what the deed does.
property 田地、房屋或其他标的及数量。 | Land, house or other thing, and how much.
propertyAt 标的所在。 | Where it lies.
bounds 照录东西南北四至。 | The four bounds, as written.
tax 税契、契尾与验契情况。 | Tax paid, certificate and inspection.
deed.signedDate 契尾所署年月日。 | The date at the end of the deed.
signedDate 落款所署；推定者标明存疑。 | As signed; mark what is inferred.
postmark 邮戳日期，可与落款相校。 | The date of the postmark, to check the other.
stoneTitle 首题、额题、盖题各一条。 | First line, heading and lid, one each.
stoneType 按原石形制选。 | By the form of the stone.
stoneAgent 撰、书、篆额、刻分条，写明著作方式。 | Author, calligrapher and carver apart, each with the role.
erected 立石之年；照原刻写。 | When the stone was set up, as carved.
findspot 出土地或原立地。 | Where it was found, or first stood.
stoneLocation 原石今在何处。 | Where the stone is now.
ornament 碑首、碑侧、碑座的纹饰。 | Decoration of head, sides and base.
sizeStone 原石高、宽、厚。 | Height, width and depth of the stone.
rubbed 本拓制成之年，或“旧拓”“近拓”。 | When this impression was made.
rubber 拓制者。 | Who made the impression.
rubbing.technique 墨色与手法。 | Ink and way of working.
painting.technique 可多选。 | Several may be chosen.
map.technique 可多选。 | Several may be chosen.
sizeSheet 拓片高、宽。 | Height and width of the sheet.
loss 泐损字数与位置，作为断拓先后的依据。 | Which characters are lost: evidence for early and late impressions.
cited 书名、卷页，一条一种。 | One work each, with volume and page.
format 按装裱形制选。 | By how it is mounted.
support 以画心为准。 | Of the work itself, not of its mount.
sizeImage 高、宽，厘米。 | Height and width, in centimetres.
sizeMount 连装裱的高、宽。 | With the mount.
signature 照录款识全文。 | The inscription of the artist, word for word.
opinion 真伪与年代意见，不对外显示。 | On authorship and date; never shown to the public.
photographer 照相馆亦可。 | A studio may stand here.
taken 拍摄之日；约略者照写。 | When it was taken, however roughly.
takenAt 旧名、今名与坐标。 | The name then, the name now, and where.
depicted 一人一条；可在图上框出。 | One each; draw them on the image.
event 所摄事件。 | What is going on.
inscription 照录背面或卡纸上的题字。 | Words on the back or the mount.
process 按实物鉴别。 | As the object itself shows.
colour 着色照片单列。 | Tinted prints have a term of their own.
negativeNo 底片或原档编号。 | Number of the negative, or in the old file.
album 所属影集。 | The album that it belongs to.
portraitStatus 有可辨识人物者须判定。 | To be settled where people can be recognised.
narrator 一人一条。 | One each.
interviewer 一人一条。 | One each.
recorded 录制之日。 | The day of recording.
recordedAt 录制之地。 | Where it was recorded.
duration 以分钟计。 | In minutes.
carrier 原始载体或文件格式。 | The original carrier or file format.
consent 授权书扫描件，不对外显示。 | The signed consent; never shown to the public.
usage 按授权书约定。 | As the consent says.
vtt 字幕或转录文件。 | Subtitles or a transcript as a file.
segments 起止时间与题目，一段一条。 | From when to when, and about what.
dialect 口述所用方言。 | The dialect that is spoken.
redactions 不得播出的起止时间，不对外显示。 | Stretches that must not be heard; never shown to the public.
holder 藏品所有单位全称。 | The owner’s full name.
regNo 总登记账上的号码。 | Number in the main register.
object.period 按考古年代或朝代选。 | By dynasty or archaeological period.
school-archive.period 如“西迁时期”。 | As the school divides its history.
material 主要质地，可多选。 | The main materials.
category 按国家文物登记类别。 | By the categories of the national register.
count 按件计；成套者在附注说明。 | In pieces; sets are explained in the notes.
size 通长、通宽、通高，另记口径底径。 | Over all; mouth and foot apart.
weight 以克计。 | In grams.
acquisition 何时自何处、以何方式入藏。 | When, from where and how it came.
condition 完整或残缺部位。 | Whole, or what is missing.
preservation 不对外显示。 | Never shown to the public.
accessioned 不对外显示。 | Never shown to the public.
glb GLB 模型文件。 | The model, as GLB.
capture 模型如何得来。 | How the model was made.
unit 模型一个单位的长度。 | How long one unit of the model is.
up 模型的向上轴。 | Which axis points up.
faces 三角面数。 | Triangles in the model.
hotspots 标题、说明与坐标（x y z）。 | Title, text and position (x y z).
sender 一人一条。 | One each.
recipient 一人一条。 | One each.
sentFrom 发信之地。 | Where it was written.
sentTo 收信之地。 | Where it was sent.
refCode 按全宗、目录、案卷、件编制。 | Fonds, series, file and piece.
parent 所属的上一级。 | The level above.
mentions 信中提及的人、地、书、事。 | People, places, books and events in the letter.
published 已刊者写出处，未刊者写“未刊”。 | Where it was printed, or that it was not.
enclosure 信封与附件的扫描件。 | Scans of envelope and enclosures.
enclosureNote 有无信封，附何物。 | Whether there is an envelope, and what came with it.
rightsHolder 作者或其继承人。 | The author, or the heirs.
restrictedUntil 到期前不对外开放。 | Closed to readers until then.
mapType 按所绘内容选。 | By what is drawn.
making 有无画方、经纬或实测。 | Grid, graticule or survey.
scale 照图中所注，如“每方三里”。 | As the map says.
orientation 如“上北下南”。 | Such as north at the top.
depictedPlace 图中主要地域，可多填。 | The main areas shown.
legend 照录图例与贴说。 | Legends and labels, word for word.
titlePage 照题名页逐字转录，保留大小写与换行。 | The title page letter by letter, capitals kept.
bibFormat 对开、四开、八开等。 | Folio, quarto, octavo and so on.
collation 折帖式，如 A–Z⁴。 | Gatherings, such as A–Z⁴.
imprint 照题名页出版项。 | As on the title page.
imprintNorm 规范化的地名与出版者。 | Place and publisher in their controlled form.
translator 一人一条。 | One each.
formerOwner 据书票、签名与印章。 | By bookplate, signature or stamp.
sinology 所涉汉学门类。 | Topics of sinology.
citedIn 目录名称与编号，如 Cordier 123。 | Bibliography and number, such as Cordier 123.
office 形成文件的部门全称。 | The office that made it, in full.
documentNo 文件上的发文字号。 | As on the document.
formed 落款或签发之日。 | When it was signed or issued.
archiveKind 按高校档案门类选。 | By the classes of university archives.
persons 文件所涉人物。 | People that it is about.
retention 按归档范围与保管期限表。 | By the retention schedule.
openedOn 经鉴定开放之日。 | When it was opened after review.
review 不对外显示。 | Never shown to the public.
`;

const helps = new Map(
  lines
    .trim()
    .split('\n')
    .map((line): [string, LocalizedText] => {
      const [, key = '', zh = '', en = ''] = /^(\S+) (.+) \| (.+)$/.exec(line) ?? [];
      return [key, { 'zh-CN': zh, en }];
    }),
);

const helpOf = (template: string, key: string): LocalizedText | undefined =>
  helps.get(`${template}.${key}`) ?? helps.get(key);

/** The template with a line of help under each field that does not bring its own. */
export function withHelp(template: Template): Template {
  const helped = (field: TemplateField): TemplateField => {
    const help = field.help ?? helpOf(template.key, field.key);
    return help ? { ...field, help } : field;
  };
  return {
    ...template,
    groups: template.groups.map((group) => ({ ...group, fields: group.fields.map(helped) })),
  };
}

/** Which lines are for a field that some template has: the rest are forgotten ones. */
export function unusedHelp(templates: readonly Template[]): string[] {
  const used = new Set<string>();
  for (const { key, groups } of templates) {
    for (const field of groups.flatMap((group) => group.fields)) {
      used.add(helps.has(`${key}.${field.key}`) ? `${key}.${field.key}` : field.key);
    }
  }
  return [...helps.keys()].filter((key) => !used.has(key));
}
