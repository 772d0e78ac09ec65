export { listKeptMail, readKeptMail } from "./kept-mail";
export { endLinks, makeLink, readLink, takeLink } from "./links";
export { mail, mailAbout, mailKey, sendsMail } from "./mail";
export { takeOutMails } from "./outbox";
export { sendMail } from "./send-mail";
