import { Locale } from '../../contract/localized.js';
import type { MailMessage } from '../../platform/mail/mail.transport.js';
import { mailFooter, mailTexts, type MailTemplate, type MailText } from './mail.texts.js';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character]!);

function isTemplate(name: string): name is MailTemplate {
  return Object.hasOwn(mailTexts, name);
}

/** Names are typed by people: a line break in one must not become a header of the mail. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

function fill(text: string, params: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`the mail's text asks for {${name}}, which was not given`);
    return oneLine(value);
  });
}

/** The same words as plain text and as modest HTML: no picture, no style that a mail program would refuse. */
export function writeMail(order: {
  to: string;
  template: string;
  locale: string;
  params: Record<string, string>;
}): MailMessage {
  if (!isTemplate(order.template)) throw new Error(`no such mail: ${order.template}`);
  const locale = Locale.catch('zh-CN').parse(order.locale);
  const words: MailText = mailTexts[order.template][locale];
  const link = order.params['link'];
  if (link === undefined) throw new Error(`the mail ${order.template} was ordered without its link`);
  const lines = words.lines.map((line) => fill(line, order.params));
  const after = [...words.after.map((line) => fill(line, order.params)), mailFooter[locale]];
  const paragraph = (line: string) => `<p style="margin:0 0 16px">${escape(line)}</p>`;
  return {
    to: order.to,
    subject: fill(words.subject, order.params),
    text: [...lines, link, ...after].join('\n\n'),
    html: [
      `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"></head>`,
      `<body style="margin:0;padding:24px;font:16px/1.7 sans-serif;color:#222">`,
      ...lines.map(paragraph),
      `<p style="margin:0 0 16px"><a href="${escape(link)}" style="color:#7a2e1d">${escape(words.action)}</a></p>`,
      `<p style="margin:0 0 16px;font-size:13px;word-break:break-all">${escape(link)}</p>`,
      ...after.map(paragraph),
      `</body></html>`,
    ].join('\n'),
  };
}
