import { assertStrong } from '../modules/account/password.js';
import { anybody, ownWords, weaknessOf } from './password.rules.js';
import { Problem } from './problems.js';

const owner = { email: 'zhaoxiaoming@zjlib.example', name: '赵晓明', libraries: ['浙江图书馆', 'zhijiang'] };

function reasonFor(password: string): unknown {
  try {
    assertStrong(password, owner);
    return null;
  } catch (error) {
    return (error as Problem).params['reason'];
  }
}

describe('passwords that are guessed first', () => {
  it.each([
    ['123456789', 'short'],
    ['1234567890', 'simple'],
    ['13812345678', 'simple'],
    ['aaaaaaaaaaaaaa', 'simple'],
    ['abcdabcdabcd', 'simple'],
    ['passwordpassword', 'simple'],
    ['password123', 'common'],
    ['qwertyuiop', 'common'],
    ['Password1!', 'common'],
    ['P@ssw0rd2026', 'common'],
    ['iloveyou123', 'common'],
    ['linlang12345', 'common'],
    ['Linlang@2026', 'common'],
    ['woaini1314', 'common'],
    ['woaini5201314', 'common'],
    ['1qaz2wsx3edc', 'common'],
    ['zhongguo2025', 'common'],
    ['wangwei1990', 'common'],
    ['abcd19900101', 'common'],
    ['tushuguan888', 'common'],
    ['ｐａｓｓｗｏｒｄ１２３', 'common'],
    ['trustno1trustno2', 'common'],
    ['我爱你我爱你1314520', 'common'],
    ['zhaoxiaoming1', 'name'],
    ['zhaoxiaoming@zjlib.example', 'name'],
    ['zjlib.2026!x', 'name'],
    ['浙江图书馆赵晓明2026', 'name'],
  ])('%s is %s', (password, reason) => {
    expect(reasonFor(password)).toBe(reason);
  });

  it.each([
    'a long enough password',
    'correct horse battery staple',
    'correcthorsebattery',
    '床前明月光疑是地上霜',
    '三只猫在看书架上的雨',
    'kd7fhgwpqz',
    'mingyueguangchuangqian',
    'chosen by an attacker',
    'x'.repeat(3) + ' marks the old wooden door',
    '8273 6450 9128 3746',
  ])('%s is not', (password) => {
    expect(reasonFor(password)).toBeNull();
  });

  it('are told without the long list while they are typed, and never more of them than the server refuses', () => {
    const guesser = anybody(ownWords([owner.email, owner.name]));
    expect(weaknessOf('linlang12345', guesser)).toBe('common');
    expect(weaknessOf('woaini1314', guesser)).toBe('common');
    expect(weaknessOf('zhaoxiaoming1', guesser)).toBe('name');
    expect(weaknessOf('a long enough password', guesser)).toBeNull();
  });

  it('are weighed in a moment, however long', () => {
    expect(reasonFor('ab1'.repeat(66))).toBe('simple');
    expect(reasonFor('x'.repeat(201))).toBe('long');
    expect(reasonFor(`${'lorem ipsum '.repeat(15)}dolor`)).toBeNull();
  });
});
