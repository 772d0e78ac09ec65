export { listSavedEmails, readSavedEmail } from "./saved-emails";
export { sendEmail } from "./send-email";
