export { addNote } from "./add-note";
export { issueAppToken } from "./app-token";
export { createApp, disableApp, enableApp, rotateAppSecret } from "./apps";
export { authenticate } from "./authenticate";
export { changeEmail, readEmailChangeLink, requestEmailChange } from "./change-email";
export { changePassword } from "./change-password";
export { isSameOrigin, sessionCookieName, sessionIdFromCookie } from "./cookie";
export { countRejected } from "./count-rejected";
export { createAdmin } from "./create-admin";
export { hasCredential, provenSubject } from "./credential";
export { disableCustomer, enableCustomer, resetSecondFactor } from "./customer-access";
export { publicDemoLogins } from "./demo-logins";
export { deviceHashOf } from "./device";
export { forgotPassword } from "./forgot-password";
export { appCallerOf, appTokenOf, sessionTokenOf } from "./internal-tokens";
export { tryVerificationEmail } from "./limits";
export { loadSession } from "./load-caller";
export { lockOwnRow } from "./lock-own-row";
export { logIn } from "./log-in";
export { handleNextAuth } from "./next-auth-handler";
export { tokenRequest, tokenResponse } from "./oauth";
export { endAllSessions, endOtherSessions, endOwnSession } from "./own-sessions";
export {
  confirmPassword,
  hashPassword,
  matchPassword,
  passwordOwner,
  recognizedPasswordOwner,
} from "./passwords";
export { presentCaller, presentSession } from "./present";
export { editProfile, readProfile } from "./profile";
export { proveOwner } from "./prove-owner";
export { canReset, resetPassword } from "./reset-password";
export {
  beginSecondFactor,
  clearSecondFactor,
  confirmSecondFactor,
  disableSecondFactor,
  renewRecoveryCodes,
  verifySecondFactor,
} from "./second-factor";
export { purgeSessions, revokeSessionToken, sessionSeconds, startSession } from "./sessions";
export {
  readVerificationLink,
  sendVerification,
  sendVerificationAgain,
  verifyEmail,
} from "./verify-email";
