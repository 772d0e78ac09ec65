export { purgeSentEmails } from "./record-email";
export { listSavedEmails, readSavedEmail } from "./saved-emails";
export { sendEmail } from "./send-email";
