import type { Locale } from '../../contract/localized.js';

/** What a mail says about it; each is also an action of the audit log, behind `factor.` */
export const factorChanges = {
  'totp-on': {
    'zh-CN': '为您的账号启用了验证器应用。',
    'zh-TW': '為您的帳號啟用了驗證器應用程式。',
    en: 'An authenticator app was set up for your account.',
  },
  'totp-off': {
    'zh-CN': '您账号的验证器应用已停用。',
    'zh-TW': '您帳號的驗證器應用程式已停用。',
    en: 'The authenticator app of your account was given up.',
  },
  'passkey-on': {
    'zh-CN': '为您的账号添加了一个通行密钥。',
    'zh-TW': '為您的帳號新增了一個通行密鑰。',
    en: 'A passkey was added to your account.',
  },
  'passkey-off': {
    'zh-CN': '您账号的一个通行密钥已移除。',
    'zh-TW': '您帳號的一個通行密鑰已移除。',
    en: 'A passkey of your account was removed.',
  },
  'codes-new': {
    'zh-CN': '您账号的恢复码已重新生成，旧的全部作废。',
    'zh-TW': '您帳號的復原碼已重新產生，舊的全部作廢。',
    en: 'New recovery codes were made for your account; the earlier ones are void.',
  },
  'code-used': {
    'zh-CN': '有人用恢复码登录了您的账号，这个恢复码已作废。',
    'zh-TW': '有人用復原碼登入了您的帳號，這個復原碼已作廢。',
    en: 'Somebody signed in to your account with a recovery code, which is void now.',
  },
  reset: {
    'zh-CN': '管理员撤销了您账号的全部第二重验证，请重新登录并再次设置。',
    'zh-TW': '管理員撤銷了您帳號的全部第二重驗證，請重新登入並再次設定。',
    en: 'An administrator took all second factors away from your account. Please sign in and set one up again.',
  },
} satisfies Record<string, Record<Locale, string>>;

export type FactorChange = keyof typeof factorChanges;
