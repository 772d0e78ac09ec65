export { listKeptMail, readKeptMail } from "./kept-mail";
export { endLinks, makeLink, readLink, takeLink } from "./links";
export { mail, sendsMail } from "./mail";
export { sendMail } from "./send-mail";
