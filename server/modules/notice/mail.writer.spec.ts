import { locales } from '../../contract/localized.js';
import { mailTexts } from './mail.texts.js';
import { writeMail } from './mail.writer.js';

const params = {
  link: 'https://example.org/console/reset#token=abc&x="1"',
  name: '王 <b>',
  place: '澄心图书馆',
  inviter: '李\r\nBcc: x@example.org',
  role: '编目员',
  days: '7',
  minutes: '60',
  change: '移除了通行密钥',
};

describe('mails', () => {
  for (const template of Object.keys(mailTexts)) {
    for (const locale of locales) {
      it(`${template} in ${locale} says all it has to`, () => {
        const mail = writeMail({ to: 'a@example.org', template, locale, params });
        expect(mail.subject).not.toMatch(/[{}\r\n]/);
        expect(mail.text).toContain(params.link);
        expect(mail.text + mail.html).not.toMatch(/\{\w+\}/);
        expect(mail.html).toContain('href="https://example.org/console/reset#token=abc&amp;x=&quot;1&quot;"');
        expect(mail.html).not.toContain('<b>');
        expect(mail.text).not.toMatch(/^Bcc:/m);
      });
    }
  }

  it('refuses an order that lacks what the text asks for', () => {
    expect(() =>
      writeMail({ to: 'a@example.org', template: 'invitation', locale: 'en', params: { link: 'x' } }),
    ).toThrow('{inviter}');
    expect(() => writeMail({ to: 'a@example.org', template: 'none', locale: 'en', params })).toThrow('no such mail');
  });
});
