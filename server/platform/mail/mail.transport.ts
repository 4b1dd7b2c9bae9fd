export interface MailMessage {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** How a mail leaves the house. */
export abstract class MailTransport {
  /** False where mail is only logged: links then have to reach people in another way. */
  abstract readonly delivers: boolean;
  abstract send(message: MailMessage): Promise<void>;
}
