import type { Locale } from '../../contract/localized.js';

/** What a mail says: a subject, paragraphs, and one link with its words. `{name}` is filled in from the order. */
export interface MailText {
  subject: string;
  lines: string[];
  action: string;
  after: string[];
}

const footer: Record<Locale, string> = {
  'zh-CN': '此邮件由琳琅自动发出，请勿回复。',
  'zh-TW': '此郵件由琳琅自動發出，請勿回覆。',
  en: 'This mail was sent by Linlang; nobody reads answers to it.',
};

export const mailTexts = {
  invitation: {
    'zh-CN': {
      subject: '邀请您加入「{place}」',
      lines: [
        '您好：',
        '{inviter}邀请您以「{role}」的身份加入「{place}」。请点开下面的链接接受邀请，{days} 天内有效。',
      ],
      action: '接受邀请',
      after: ['如果您不认识邀请人，请不必理会此邮件。'],
    },
    'zh-TW': {
      subject: '邀請您加入「{place}」',
      lines: [
        '您好：',
        '{inviter}邀請您以「{role}」的身分加入「{place}」。請點開下面的連結接受邀請，{days} 天內有效。',
      ],
      action: '接受邀請',
      after: ['如果您不認識邀請人，請不必理會此郵件。'],
    },
    en: {
      subject: 'You are invited to {place}',
      lines: ['Hello,', '{inviter} invites you to join {place} as {role}. Please accept within {days} days.'],
      action: 'Accept the invitation',
      after: ['If you do not know who invited you, simply ignore this mail.'],
    },
  },
  /** To somebody whose address has an account already: it is theirs, and the link alone opens nothing. */
  'invitation-known': {
    'zh-CN': {
      subject: '邀请您加入「{place}」',
      lines: [
        '您好：',
        '{inviter}邀请您以「{role}」的身份加入「{place}」。您的邮箱已有琳琅账号，请点开下面的链接，登录后接受邀请，{days} 天内有效。',
        '如果您还没有设置过密码，请先在登录页点“忘记密码”，按收到的链接设置密码，再回到这里。',
      ],
      action: '登录并接受邀请',
      after: ['如果您不认识邀请人，请不必理会此邮件。'],
    },
    'zh-TW': {
      subject: '邀請您加入「{place}」',
      lines: [
        '您好：',
        '{inviter}邀請您以「{role}」的身分加入「{place}」。您的信箱已有琳琅帳號，請點開下面的連結，登入後接受邀請，{days} 天內有效。',
        '如果您還沒有設定過密碼，請先在登入頁點「忘記密碼」，按收到的連結設定密碼，再回到這裡。',
      ],
      action: '登入並接受邀請',
      after: ['如果您不認識邀請人，請不必理會此郵件。'],
    },
    en: {
      subject: 'You are invited to {place}',
      lines: [
        'Hello,',
        '{inviter} invites you to join {place} as {role}. Your address has an account already: follow the link and sign in to accept, within {days} days.',
        'If you have never set a password, choose “Forgotten password” on the sign-in page first, set one by the link you are sent, and then come back to this mail.',
      ],
      action: 'Sign in and accept',
      after: ['If you do not know who invited you, simply ignore this mail.'],
    },
  },
  'password-reset': {
    'zh-CN': {
      subject: '重设琳琅密码',
      lines: ['{name}，您好：', '有人请求重设您的密码。请点开下面的链接设置新密码，{minutes} 分钟内有效，只能用一次。'],
      action: '设置新密码',
      after: ['如果不是您本人的请求，请不必理会，原密码仍然有效。'],
    },
    'zh-TW': {
      subject: '重設琳琅密碼',
      lines: ['{name}，您好：', '有人請求重設您的密碼。請點開下面的連結設定新密碼，{minutes} 分鐘內有效，只能用一次。'],
      action: '設定新密碼',
      after: ['如果不是您本人的請求，請不必理會，原密碼仍然有效。'],
    },
    en: {
      subject: 'Set a new password for Linlang',
      lines: [
        'Hello {name},',
        'Somebody asked for a new password for your account. The link works once, within {minutes} minutes.',
      ],
      action: 'Set a new password',
      after: ['If it was not you, ignore this mail: your password stays as it is.'],
    },
  },
  'password-changed': {
    'zh-CN': {
      subject: '您的琳琅密码已更改',
      lines: ['{name}，您好：', '您的密码刚刚已更改，其他浏览器均已退出登录。'],
      action: '不是我改的：重设密码',
      after: ['如果是您本人所为，请不必理会此邮件。'],
    },
    'zh-TW': {
      subject: '您的琳琅密碼已更改',
      lines: ['{name}，您好：', '您的密碼剛剛已更改，其他瀏覽器均已登出。'],
      action: '不是我改的：重設密碼',
      after: ['如果是您本人所為，請不必理會此郵件。'],
    },
    en: {
      subject: 'Your Linlang password was changed',
      lines: ['Hello {name},', 'Your password has just been changed, and all other browsers were signed out.'],
      action: 'It was not me: reset the password',
      after: ['If it was you, there is nothing to do.'],
    },
  },
  'factor-changed': {
    'zh-CN': {
      subject: '您的琳琅账号：第二重验证有变动',
      lines: ['{name}，您好：', '{change}'],
      action: '查看我的账号',
      after: ['如果不是您本人所为，请立即更改密码，并告知平台管理员。'],
    },
    'zh-TW': {
      subject: '您的琳琅帳號：第二重驗證有變動',
      lines: ['{name}，您好：', '{change}'],
      action: '查看我的帳號',
      after: ['如果不是您本人所為，請立即更改密碼，並告知平臺管理員。'],
    },
    en: {
      subject: 'Your Linlang account: a second factor changed',
      lines: ['Hello {name},', '{change}'],
      action: 'See my account',
      after: ['If it was not you, change your password at once and tell the people who run the platform.'],
    },
  },
} satisfies Record<string, Record<Locale, MailText>>;

export type MailTemplate = keyof typeof mailTexts;
export { footer as mailFooter };
