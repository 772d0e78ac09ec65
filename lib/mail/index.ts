export { listKeptMail, readKeptMail } from "./kept-mail";
export { endLinks, makeLink, readLink, takeLink } from "./links";
export { mail, mailCall, mailCallAbout, sendsMail } from "./mail";
export { sendMail } from "./send-mail";
