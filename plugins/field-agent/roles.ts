/** 著作方式 in English and as a MARC relator. Whatever is not here is shown as it is written. */
const roles: readonly (readonly [chinese: string, english: string, relator: string])[] = [
  ['撰 著 作 编著', 'author', 'aut'],
  ['编 辑 纂 编辑 编纂 纂辑 纂修 主编', 'compiler', 'com'],
  ['修 监修 主修', 'director', 'edt'],
  ['注 笺 集注', 'annotator', 'ann'],
  ['疏 正义', 'subcommentator', 'cwt'],
  ['校 校勘 校订', 'collator', 'edt'],
  ['评 批 评点', 'critic', 'cwt'],
  ['译 翻译', 'translator', 'trl'],
  ['书 书丹 书写 篆额 篆盖 题额', 'calligrapher', 'scr'],
  ['绘 画 图', 'painter', 'art'],
  ['刻 镌 刊 刻石', 'carver', 'egr'],
  ['印', 'printer', 'prt'],
  ['藏 旧藏', 'owner', 'own'],
  ['序 叙', 'author of the preface', 'aui'],
  ['跋 题跋', 'author of the colophon', 'aft'],
  ['摄 摄影 拍摄', 'photographer', 'pht'],
  ['口述 讲述', 'narrator', 'ive'],
  ['采访 访问', 'interviewer', 'ivr'],
  ['录音 记录', 'recorder', 'rce'],
  ['拓', 'maker of the rubbing', 'mfr'],
  ['制 作器 制作', 'maker', 'mfr'],
  ['述', 'expounder', 'aut'],
  ['采集', 'collector', 'col'],
  ['抄 钞 抄写', 'copyist', 'scr'],
  ['石印', 'lithographer', 'ltg'],
  ['活字印', 'printer from movable type', 'prt'],
  ['次韵', 'author of the verse in reply', 'aut'],
  ['传', 'commentator', 'cwt'],
  ['寄 发信', 'sender', 'crp'],
  ['收 收信', 'recipient', 'rcp'],
  ['测绘', 'surveyor', 'srv'],
  ['唱 演唱', 'singer', 'sng'],
  ['奏 演奏', 'performer', 'prf'],
];

const traditional: Record<string, string> = {
  編: '编', 輯: '辑', 註: '注', 箋: '笺', 訂: '订', 評: '评', 點: '点', 譯: '译', 書: '书', 額: '额', 蓋: '盖', 題: '题',
  繪: '绘', 畫: '画', 圖: '图', 鐫: '镌', 舊: '旧', 敘: '叙', 攝: '摄', 講: '讲', 採: '采', 訪: '访', 問: '问', 錄: '录',
  記: '记', 韻: '韵', 傳: '传', 鈔: '钞', 製: '制', 發: '发', 測: '测', 著: '著', 監: '监', 寫: '写', 義: '义', 發信: '发信',
}; // prettier-ignore

const byName = new Map(
  roles.flatMap(([names, english, relator]) => names.split(' ').map((name) => [name, { english, relator }])),
);

const known = (role: string) => byName.get([...role].map((one) => traditional[one] ?? one).join(''));

export const roleInEnglish = (role: string): string => known(role)?.english ?? role;
const byEnglish = new Map(roles.map(([names, english]) => [english, names.split(' ')[0]!]));

/** In either language. */
export const relatorOf = (role: string): string | undefined =>
  (known(role) ?? known(byEnglish.get(role.toLowerCase()) ?? ''))?.relator;

/** Whether a word says what somebody did, in either language. */
export const isRole = (word: string): boolean => known(word) !== undefined || byEnglish.has(word.toLowerCase());
export const roleInChinese = (word: string): string => byEnglish.get(word.toLowerCase()) ?? word;
