/** Mail: a message as a file, or sent. The only room that knows nodemailer. */
export { composeMail, type MailMessage } from "./message.ts";
export { type MailServer, parseMailServer, sendMail } from "./send.ts";
