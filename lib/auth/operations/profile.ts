import { z } from "zod";
import { requireCustomer } from "@/lib/core/context";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { operation } from "@/lib/http/operation";
import { changeEmail, requestEmailChange } from "../change-email";
import { changePassword } from "../change-password";
import { forgotPassword } from "../forgot-password";
import { endOtherSessions, endOwnSession } from "../own-sessions";
import { editProfile } from "../profile";
import { resetPassword } from "../reset-password";
import {
  bothFactorsInput,
  changeEmailInput,
  changePasswordInput,
  codeInput,
  forgotPasswordInput,
  mailTokenInput,
  passwordInput,
  profileInput,
  resetPasswordInput,
  secondFactorVerified,
  sessionParams,
} from "../schemas";
import {
  beginSecondFactor,
  confirmSecondFactor,
  disableSecondFactor,
  renewRecoveryCodes,
  verifySecondFactor,
} from "../second-factor";
import { sendVerificationAgain, verifyEmail } from "../verify-email";

const forCustomers = { tag: "Profile", surface: "browser" } as const;
const forAnyone = { tag: "Profile", surface: "own-pages" } as const;
const noContent = { 204: { description: "Done." } };
const password = "a long enough password";
const MAIL_TOKEN = "the token in the email's link";
const CODE = "123456";

const recoveryCodes = {
  200: {
    description:
      "Recovery codes. Each works once in place of the authenticator app. They're only shown once.",
    schema: z.object({ recovery_codes: z.array(z.string()) }),
    example: { recovery_codes: ["4f7k-9m2p-x8qd", "t3vw-6h5r-c2nb"] },
  },
};

/** What customers change about their own account on our pages. */
export const profileOperations = {
  editProfile: operation({
    ...forCustomers,
    route: "PATCH /api/account",
    summary: "Change your name or time zone",
    body: { schema: profileInput, example: { name: "Ada Trader", time_zone: "Europe/Berlin" } },
    responses: noContent,
    effect: "Changes your name and your time zone.",
    run: (ctx, { body }) => editProfile(ctx, body),
  }),
  changePassword: operation({
    ...forCustomers,
    route: "POST /api/account/password",
    summary: "Change your password",
    description: "Ends all your other sessions.",
    body: {
      schema: changePasswordInput,
      example: { current_password: password, new_password: "another long enough password" },
    },
    responses: noContent,
    errors: ["INVALID_CREDENTIALS"],
    effect: "Changes your sign-in password and ends your other sessions.",
    run: (ctx, { body }) => changePassword(ctx, body),
  }),
  requestEmailChange: operation({
    ...forCustomers,
    route: "POST /api/account/email",
    summary: "Request a change of your email address",
    description:
      "Sends a link to the new address. The address changes once you've opened the link and confirmed it.",
    body: { schema: changeEmailInput, example: { email: "new@your.example", password } },
    responses: noContent,
    errors: ["INVALID_CREDENTIALS", "EMAIL_TAKEN", "INVALID_STATE", "RATE_LIMITED"],
    effect: "Sends an email to the new address. Nothing changes until you confirm it.",
    run: (ctx, { body }) => requestEmailChange(ctx, body),
  }),
  changeEmail: operation({
    ...forCustomers,
    route: "POST /api/account/email/confirm",
    summary: "Change your email address",
    description:
      "Uses the link in the email to the new address, while signed in to the account. Anyone else gets FORBIDDEN, and the link stays valid. Ends all your other sessions, and notifies the old address.",
    body: { schema: mailTokenInput, example: { token: MAIL_TOKEN } },
    responses: noContent,
    errors: ["FORBIDDEN", "NOT_FOUND", "EMAIL_TAKEN", "RATE_LIMITED"],
    effect: "Changes your email address and ends your other sessions.",
    run: (ctx, { body }) => changeEmail(ctx, body),
  }),
  forgotPassword: operation({
    ...forAnyone,
    route: "POST /api/account/forgot-password",
    summary: "Request a password reset email",
    description: "The response is the same whether or not the customer exists.",
    body: { schema: forgotPasswordInput, example: { email: "trader@your.example" } },
    responses: noContent,
    errors: ["RATE_LIMITED"],
    effect: "Sends an email with a link to this address if it belongs to a customer.",
    run: (ctx, { body }) => forgotPassword(ctx, body),
  }),
  resetPassword: operation({
    ...forAnyone,
    route: "POST /api/account/reset-password",
    summary: "Reset a password",
    body: {
      schema: resetPasswordInput,
      example: { token: MAIL_TOKEN, new_password: "another long enough password" },
    },
    responses: noContent,
    errors: ["NOT_FOUND", "RATE_LIMITED"],
    effect: "Changes the password of the customer who got the email, and ends their sessions.",
    run: (ctx, { body }) => resetPassword(ctx, body),
  }),
  verifyEmail: operation({
    ...forCustomers,
    route: "POST /api/account/verify-email",
    summary: "Verify an email address",
    description:
      "Only the customer who received the email can use its link, while signed in. Anyone else gets FORBIDDEN, and the link stays valid.",
    body: { schema: mailTokenInput, example: { token: MAIL_TOKEN } },
    responses: noContent,
    errors: ["FORBIDDEN", "NOT_FOUND", "RATE_LIMITED"],
    effect: "Marks your email address as verified.",
    run: (ctx, { body }) => verifyEmail(ctx, body),
  }),
  sendVerification: operation({
    ...forCustomers,
    route: "POST /api/account/verification",
    summary: "Resend the verification email",
    responses: noContent,
    errors: ["INVALID_STATE"],
    effect: "Sends an email to your own address.",
    run: (ctx) => sendVerificationAgain(ctx),
  }),
  endSession: operation({
    ...forCustomers,
    route: "DELETE /api/account/sessions/[id]",
    summary: "End one of your sessions",
    params: sessionParams,
    responses: noContent,
    errors: ["NOT_FOUND"],
    effect: "Ends the session immediately. If it's this session, you're signed out.",
    run: (ctx, { params }) => endOwnSession(ctx, params.id),
  }),
  endOtherSessions: operation({
    ...forCustomers,
    route: "DELETE /api/account/sessions",
    summary: "End all your other sessions",
    responses: noContent,
    effect: "Ends all your sessions except this one.",
    run: (ctx) => endOtherSessions(ctx.db, requireCustomer(ctx)),
  }),
  beginSecondFactor: operation({
    ...forCustomers,
    route: "POST /api/account/second-factor",
    summary: "Set up two-factor authentication",
    description: "It's turned on when you confirm the first code.",
    body: { schema: passwordInput, example: { password } },
    responses: {
      200: {
        description: "The secret for your authenticator app. Only shown once.",
        schema: z.object({
          secret: z.string().meta(fieldMeta.signingSecret),
          uri: z.string(),
        }),
        example: {
          secret: "JBSWY3DPEHPK3PXP",
          uri: "otpauth://totp/Propdesk:trader%40your.example?secret=JBSWY3DPEHPK3PXP",
        },
      },
    },
    errors: ["INVALID_CREDENTIALS", "INVALID_STATE"],
    effect: "Starts the setup. Nothing changes until you confirm a code.",
    run: (ctx, { body }) => beginSecondFactor(ctx, body),
  }),
  confirmSecondFactor: operation({
    ...forCustomers,
    route: "POST /api/account/second-factor/confirm",
    summary: "Turn on two-factor authentication",
    body: { schema: codeInput, example: { code: CODE } },
    responses: recoveryCodes,
    errors: ["TWO_FACTOR_INVALID", "TWO_FACTOR_UNAVAILABLE", "INVALID_STATE"],
    effect:
      "Turns on two-factor authentication. You'll then need a code from your authenticator app to sign in.",
    run: (ctx, { body }) => confirmSecondFactor(ctx, body),
  }),
  verifySecondFactor: operation({
    ...forCustomers,
    route: "POST /api/account/second-factor/verify",
    summary: "Confirm it's you with a two-factor code",
    description:
      "Required before an admin moves money, changes the catalog or grants access, if their last code in this session is more than 15 minutes old. You can also use a recovery code, which is then used up.",
    body: { schema: codeInput, example: { code: CODE } },
    responses: {
      200: {
        description: "The code was accepted.",
        schema: secondFactorVerified,
        example: { valid_until: "2026-11-21T09:45:00.000Z" },
      },
    },
    errors: ["TWO_FACTOR_INVALID", "TWO_FACTOR_UNAVAILABLE", "INVALID_STATE"],
    effect: "Uses a code. You won't need another in this session for 15 minutes.",
    run: (ctx, { body }) => verifySecondFactor(ctx, body),
  }),
  renewRecoveryCodes: operation({
    ...forCustomers,
    route: "POST /api/account/second-factor/recovery-codes",
    summary: "Generate new recovery codes",
    body: { schema: bothFactorsInput, example: { password, code: CODE } },
    responses: recoveryCodes,
    errors: [
      "INVALID_CREDENTIALS",
      "TWO_FACTOR_INVALID",
      "TWO_FACTOR_UNAVAILABLE",
      "INVALID_STATE",
    ],
    effect: "Generates new recovery codes and invalidates the old ones.",
    run: (ctx, { body }) => renewRecoveryCodes(ctx, body),
  }),
  disableSecondFactor: operation({
    ...forCustomers,
    route: "POST /api/account/second-factor/disable",
    summary: "Turn off two-factor authentication",
    body: { schema: bothFactorsInput, example: { password, code: CODE } },
    responses: noContent,
    errors: [
      "INVALID_CREDENTIALS",
      "TWO_FACTOR_INVALID",
      "TWO_FACTOR_UNAVAILABLE",
      "FORBIDDEN",
      "INVALID_STATE",
    ],
    effect: "Turns off two-factor authentication. You'll then only need your password to sign in.",
    run: (ctx, { body }) => disableSecondFactor(ctx, body),
  }),
};
