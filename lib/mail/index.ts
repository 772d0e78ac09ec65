export { listKeptMail, readKeptMail } from "./kept-mail";
export { mail } from "./mail";
export { sendMail } from "./send-mail";
