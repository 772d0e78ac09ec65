import { z } from "zod";
import {
  bothFactorsInput,
  changePasswordInput,
  codeInput,
  forgotPasswordInput,
  passwordInput,
  profileInput,
  resetPasswordInput,
  secondFactorVerified,
  sessionParams,
  verifyEmailInput,
} from "@/lib/auth/schemas";
import type { Operation } from "../operation";

const mine = { tag: "Profile", surface: "browser" } as const;
const anyone = { tag: "Profile", surface: "own-pages" } as const;
const done = { 204: { description: "It is done." } };
const password = "a long enough password";
const MAIL_TOKEN = "the token of the letter's link";
const CODE = "123456";

const recoveryCodes = {
  200: {
    description: "Codes that stand in for a lost phone, each once. Shown this once.",
    schema: z.object({ recovery_codes: z.array(z.string()) }),
    example: { recovery_codes: ["4f7k-9m2p-x8qd", "t3vw-6h5r-c2nb"] },
  },
};

/** What customers do about themselves on our own pages. */
export const profile: Operation[] = [
  {
    ...mine,
    id: "editProfile",
    route: "PATCH /api/account",
    summary: "Change your name",
    body: { schema: profileInput, example: { name: "Ada Trader" } },
    answers: done,
    effect: "Changes your name.",
  },
  {
    ...mine,
    id: "changePassword",
    route: "POST /api/account/password",
    summary: "Change your password",
    description: "Ends all your other sessions.",
    body: {
      schema: changePasswordInput,
      example: { current_password: password, new_password: "another long enough password" },
    },
    answers: done,
    errors: ["INVALID_CREDENTIALS"],
    effect: "Changes the password that you sign in with, and ends your other sessions.",
  },
  {
    ...anyone,
    id: "forgotPassword",
    route: "POST /api/account/forgot-password",
    summary: "Ask for a letter to reset a password",
    description: "The answer is the same whether there is such a customer or not.",
    body: { schema: forgotPasswordInput, example: { email: "trader@your.example" } },
    answers: done,
    errors: ["RATE_LIMITED"],
    effect: "Sends a letter with a link to this address, if it is a customer's.",
  },
  {
    ...anyone,
    id: "resetPassword",
    route: "POST /api/account/reset-password",
    summary: "Set a new password with a letter's link",
    body: {
      schema: resetPasswordInput,
      example: { token: MAIL_TOKEN, new_password: "another long enough password" },
    },
    answers: done,
    errors: ["NOT_FOUND", "RATE_LIMITED"],
    effect: "Changes the password of whoever the letter was for, and ends their sessions.",
  },
  {
    ...mine,
    id: "verifyEmail",
    route: "POST /api/account/verify-email",
    summary: "Verify your email address with an email's link",
    description:
      "Only the customer whom the email was sent to can use its link, and has to be signed in. For anyone else it is FORBIDDEN, and the link goes on working.",
    body: { schema: verifyEmailInput, example: { token: MAIL_TOKEN } },
    answers: done,
    errors: ["FORBIDDEN", "NOT_FOUND", "RATE_LIMITED"],
    effect: "Marks your email address as verified.",
  },
  {
    ...mine,
    id: "sendVerification",
    route: "POST /api/account/verification",
    summary: "Send the letter that verifies your address again",
    answers: done,
    errors: ["INVALID_STATE"],
    effect: "Sends a letter to your own address.",
  },
  {
    ...mine,
    id: "endSession",
    route: "DELETE /api/account/sessions/[id]",
    summary: "End one of your sessions",
    params: sessionParams,
    answers: done,
    errors: ["NOT_FOUND"],
    effect: "Ends the session at once. Yours too, if it is this one.",
  },
  {
    ...mine,
    id: "endOtherSessions",
    route: "DELETE /api/account/sessions",
    summary: "End all your other sessions",
    answers: done,
    effect: "Ends all your sessions but this one.",
  },
  {
    ...mine,
    id: "beginSecondFactor",
    route: "POST /api/account/second-factor",
    summary: "Begin to set up two-factor sign-in",
    description: "It is on once a first code has been confirmed.",
    body: { schema: passwordInput, example: { password } },
    answers: {
      200: {
        description: "What an authenticator app is set up with. Shown this once.",
        schema: z.object({ secret: z.string(), uri: z.string() }),
        example: {
          secret: "JBSWY3DPEHPK3PXP",
          uri: "otpauth://totp/Propdesk:trader%40your.example?secret=JBSWY3DPEHPK3PXP",
        },
      },
    },
    errors: ["INVALID_CREDENTIALS", "INVALID_STATE"],
    effect: "Begins a set-up; nothing changes before it is confirmed.",
  },
  {
    ...mine,
    id: "confirmSecondFactor",
    route: "POST /api/account/second-factor/confirm",
    summary: "Turn two-factor sign-in on",
    body: { schema: codeInput, example: { code: CODE } },
    answers: recoveryCodes,
    errors: ["TWO_FACTOR_INVALID", "TWO_FACTOR_UNAVAILABLE", "INVALID_STATE"],
    effect: "Turns two-factor sign-in on: from then on you need your authenticator app.",
  },
  {
    ...mine,
    id: "verifySecondFactor",
    route: "POST /api/account/second-factor/verify",
    summary: "Enter a code of your second factor again",
    description:
      "Admins need it before they move money, change what is sold, or give somebody access, where the last code of their session is older than 15 minutes. A recovery code is good too, and used up.",
    body: { schema: codeInput, example: { code: CODE } },
    answers: {
      200: {
        description: "The code was accepted.",
        schema: secondFactorVerified,
        example: { valid_until: "2026-11-21T09:45:00.000Z" },
      },
    },
    errors: ["TWO_FACTOR_INVALID", "TWO_FACTOR_UNAVAILABLE", "INVALID_STATE"],
    effect: "Uses a code up. No other is asked for in this session for 15 minutes.",
  },
  {
    ...mine,
    id: "renewRecoveryCodes",
    route: "POST /api/account/second-factor/recovery-codes",
    summary: "Get new recovery codes",
    body: { schema: bothFactorsInput, example: { password, code: CODE } },
    answers: recoveryCodes,
    errors: [
      "INVALID_CREDENTIALS",
      "TWO_FACTOR_INVALID",
      "TWO_FACTOR_UNAVAILABLE",
      "INVALID_STATE",
    ],
    effect: "Makes new recovery codes. All before are worth nothing.",
  },
  {
    ...mine,
    id: "disableSecondFactor",
    route: "POST /api/account/second-factor/disable",
    summary: "Turn two-factor sign-in off",
    body: { schema: bothFactorsInput, example: { password, code: CODE } },
    answers: done,
    errors: [
      "INVALID_CREDENTIALS",
      "TWO_FACTOR_INVALID",
      "TWO_FACTOR_UNAVAILABLE",
      "FORBIDDEN",
      "INVALID_STATE",
    ],
    effect: "Turns two-factor sign-in off. Your password alone is enough then.",
  },
];
