const bodies =
  /(大学|学院|学校|学堂|书院|研究院|研究所|委员会|协会|学会|公司|书局|书店|书社|印书馆|图书馆|博物馆|博物院|档案馆|美术馆|出版社|报社|杂志社|局|处|部|厅|院|馆|会|社|寺|观|堂|斋|坊|肆)$/u;

/** 大学 and 书局 are bodies, whoever else is a person; names of two or three characters are people's. */
export const isBody = (name: string): boolean => {
  const plain = name.replace(/\s/g, '');
  if (/\p{Script=Han}/u.test(plain)) return [...plain].length > 3 && bodies.test(simplified(plain));
  return /\b(university|college|library|museum|institute|society|press|company|committee|bureau|school|& co)\b/i.test(
    name,
  );
};

/** Only for the words above. */
const pairs: Record<string, string> = {
  學: '学', 書: '书', 會: '会', 協: '协', 館: '馆', 圖: '图', 處: '处', 廳: '厅', 報: '报', 誌: '志', 雜: '杂', 觀: '观', 齋: '斋',
  員: '员', 檔: '档', 術: '术',
}; // prettier-ignore
const simplified = (text: string): string => [...text].map((one) => pairs[one] ?? one).join('');
