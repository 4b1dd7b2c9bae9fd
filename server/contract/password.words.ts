/**
 * What people here choose first. The console says so while a password is typed; the server knows tens of thousands more
 * (`common.passwords.table.ts`).
 */
const habits = `
  password passwort passw0rd pass admin administrator root user guest test tester login welcome letmein default secret
  changeme master super superman batman dragon monkey football baseball basketball soccer hockey princess sunshine
  shadow flower summer winter spring autumn monday friday january december hello whatever trustno1 iloveyou ilove
  loveyou love lovely forever angel jesus michael jordan charlie computer internet google facebook windows apple
  samsung qwerty qwertz azerty asdf zxcv library librarian museum archive archives books book catalog cataloger
  linlang linlangguan manager system server database demo china chinese beijing shanghai hangzhou nanjing zhejiang
  guangzhou shenzhen wuhan xian chengdu
  woaini woaiwojia woaizhongguo woaini1314 5201314 1314520 520 1314 521 aini nihao mima mima123 wodemima denglu
  guanli guanliyuan tushuguan tushu guji zhongguo zhonghua laopo laogong baobei baobao qinqin xingfu kuaile
  shengri pengyou xuexi laoshi xuesheng daxue zhangwei wangwei wangfang liwei lina zhangmin lijing wangjing
  密码 我爱你 我的密码 图书馆 古籍 中国 管理员 琳琅 你好 我爱中国 生日快乐`;

const initials = 'b p m f d t n l g k h j q x zh ch sh r z c s y w'.split(' ');
const finals =
  'a o e i u ai ei ao ou an en ang eng ong ia ie iao iu ian in iang ing iong ua uo uai ui uan un uang ue'.split(' ');

/** Syllables as pinyin writes them, a few that do not exist among them: each is one easy guess. */
const syllables = initials.flatMap((initial) => finals.map((final) => initial + final));

export const habitWords: ReadonlySet<string> = new Set(habits.split(/\s+/).filter(Boolean));
export const pinyin: ReadonlySet<string> = new Set(syllables);
