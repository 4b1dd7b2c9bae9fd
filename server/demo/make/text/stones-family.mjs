import { era, ganzhi as g } from '../era.mjs';
import { stone, WEST_LAKE } from './stone.mjs';

const year = 1122;
const erected = era('宣和四年四月');
const head = ['放生', '池碑'];
const makers = [
  ['陳堯中', '撰', '宋'],
  ['王楚', '書', '宋'],
  ['朱珪', '刻', '宋'],
];
const begin = '西湖之水澄碧百頃魚鼈之所依也奉敕爲放生池禁民採捕每歲四月八日郡人會於湖上縱鱗羽以祝聖壽';
const end = `寬仁及於微物謹刻石以示永久宣和四年歲次${g(year)}四月立`;

/** One stone of the twelfth century, described for itself, with its back and the impressions taken from it. */
export const family = [
  stone(
    33,
    '宋放生池碑原石',
    'Stele of the Pond for the Release of Life: the stone',
    'stele',
    year,
    erected,
    WEST_LAKE,
    10,
    `${begin}無疆${end}`,
    {
      unseen: true,
      agents: makers,
      head,
      stands: { name: '西湖孤山', modern: '浙江省杭州市西湖区', lat: 30.252, lon: 120.138 },
      subjects: ['西湖', '放生', '碑刻'],
      loss: '明末中部已泐二字，今又损首行下端',
      about: '碑原立西湖放生池畔，民国二十三年自湖泥中出土，移置孤山。碑阳记文十行，碑阴为捐资题名。',
      en: 'The stone itself, found again in the mud of the lake in 1934. The record of the pond is on its front, donors’ names on its back.',
      days: 13,
    },
  ),
  stone(
    34,
    '宋放生池碑碑陰題名',
    'Stele of the Pond for the Release of Life: names on its back',
    'stele',
    year,
    erected,
    WEST_LAKE,
    8,
    '都勸緣淨慈寺僧道容錢塘縣尉沈衡鄉貢進士陳堯中邑人王楚孫庭施錢一百貫石匠朱珪',
    {
      look: { cracks: 3 },
      subjects: ['西湖', '题名'],
      rubbed: era('民國二十三年'),
      about: '放生池碑之阴，列劝缘、撰书、施钱及刻工姓名，可与碑阳互证。',
      links: [{ kind: 'part-of', to: 'LT-JS-0033', part: 'back' }],
      days: 13,
    },
  ),
  stone(
    35,
    '宋放生池碑明拓本',
    'Stele of the Pond for the Release of Life: a Ming impression',
    'stele',
    year,
    erected,
    WEST_LAKE,
    10,
    `${begin}無疆${end}`,
    {
      shape: 'arch',
      head,
      look: { cracks: 1, wear: 0.6 },
      rubbed: era('嘉靖二十一年'),
      technique: 'chanyi',
      loss: '“無疆”二字未泐',
      subjects: ['西湖', '放生', '碑刻'],
      marks: [{ text: '天一閣藏', owner: '范氏' }],
      provenance: ['鄞县范氏旧藏。'],
      about: '“無疆”二字完好，在今存诸拓中最早。淡墨，纸色微黄。',
      en: 'The earliest impression known: the two characters lost from later ones are whole.',
      links: [{ kind: 'impression-of', to: 'LT-JS-0033' }],
      days: 12,
    },
  ),
  stone(
    36,
    '宋放生池碑民國拓本',
    'Stele of the Pond for the Release of Life: an impression of 1935',
    'stele',
    year,
    erected,
    WEST_LAKE,
    10,
    `□□之水澄碧百頃魚鼈之所依也奉敕爲放生池禁民採捕每歲四月八日郡人會於湖上縱鱗羽以祝聖壽□□${end}`,
    {
      shape: 'arch',
      head,
      look: { cracks: 6 },
      rubbed: era('民國二十四年'),
      loss: '泐四字',
      subjects: ['西湖', '放生', '碑刻'],
      marks: [{ text: '西泠拓石', owner: '西泠拓工' }],
      about: '出土次年所拓，首行损二字，墨色浓匀。',
      links: [{ kind: 'impression-of', to: 'LT-JS-0033' }],
      days: 12,
    },
  ),
];
