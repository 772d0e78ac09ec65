import { z } from "zod";
import { type EmailProblem, emailKey, MAX_EMAIL, readEmail } from "@/lib/email-address";
import { MAX_PASSWORD, MIN_PASSWORD, passwordLength } from "@/lib/password-text";

const emailProblems: Record<EmailProblem, string> = {
  not_an_address: "must be an e-mail address",
  local_part: "must have only ASCII letters, digits and signs before the @",
  too_long: `must be at most ${MAX_EMAIL} characters long, 64 of them before the @`,
};

/** An address that mail can be sent to; comes out in the form in which it is stored. */
export const email = z
  .string()
  .trim()
  .max(MAX_EMAIL)
  .superRefine((typed, { addIssue }) => {
    const read = readEmail(typed);
    if (!read.ok) addIssue({ code: "custom", message: emailProblems[read.problem] });
  })
  .meta({ format: "idn-email" })
  .transform(emailKey);

/** A password that a customer chooses: no rule on characters, as NIST SP 800-63B says. */
export const newPassword = z
  .string()
  .refine(
    (typed) => passwordLength(typed) >= MIN_PASSWORD,
    `must be at least ${MIN_PASSWORD} characters long`,
  )
  .refine(
    (typed) => passwordLength(typed) <= MAX_PASSWORD,
    `must be at most ${MAX_PASSWORD} characters long`,
  )
  // JSON Schema counts code points too.
  .meta({ minLength: MIN_PASSWORD, maxLength: MAX_PASSWORD });

/** A password that is checked: of either form, as long as it was when it was chosen. */
export const password = z
  .string()
  .min(1)
  .refine(
    (typed) => typed.length <= MAX_PASSWORD || passwordLength(typed) <= MAX_PASSWORD,
    `must be at most ${MAX_PASSWORD} characters long`,
  )
  .meta({ maxLength: MAX_PASSWORD });
const name = z.string().trim().min(1).max(100);
const knownEmail = z.string().trim().min(1).max(MAX_EMAIL).transform(emailKey);
// Of an authenticator app, or a recovery code.
const code = z.string().trim().min(1).max(64);
const mailToken = z.string().min(1).max(200);

export const signUpInput = z.strictObject({
  email,
  password: newPassword,
  name: name.optional(),
});
export type SignUpInput = z.output<typeof signUpInput>;

export const logInInput = z.strictObject({
  email: knownEmail,
  password,
  code: code
    .describe(
      "Where two-factor sign-in is on: a code of the authenticator app, or a recovery code.",
    )
    .optional(),
});
export type LogInInput = z.output<typeof logInInput>;

export const revokeInput = z.strictObject({ session_token: z.string().min(1).max(4096) });

/** RFC 6749, section 4.4; parameters that it doesn't know are ignored, as section 3.2 says. */
export const tokenInput = z.object({
  grant_type: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  scope: z.string().optional(),
});

/** What a token request must hold. The parser asks for less: OAuth has words of its own for what is missing. */
export const completeTokenInput = tokenInput.extend({
  grant_type: z.literal("client_credentials"),
});

/** The client's id and secret as HTTP Basic carries them. */
export const basicInput = z.object({ id: z.string(), secret: z.string() });

/** The answer of a token request, RFC 6749, section 5.1. */
export const appTokenView = z.object({
  access_token: z.string(),
  token_type: z.literal("Bearer"),
  expires_in: z.number().int(),
  scope: z.string(),
});

/** A refused token request, RFC 6749, section 5.2. */
export const oauthErrorView = z.object({
  error: z.enum(["invalid_request", "invalid_client", "unsupported_grant_type", "invalid_scope"]),
  error_description: z.string(),
});

/** The same where the RFC has no code for the reason: ours stands beside. */
export const oauthOtherErrorView = oauthErrorView.extend({
  error: z.enum(["temporarily_unavailable", "invalid_request"]),
  code: z.enum(["RATE_LIMITED", "BODY_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"]),
  retryable: z.boolean(),
  request_id: z.string(),
});

/** A customer's token where there is no app. */
export const userTokenView = appTokenView.omit({ scope: true });

/** A new session, as an app gets it. */
export const sessionView = z.object({
  user_id: z.string(),
  email: z.string(),
  session_token: z.string(),
  session_expires_at: z.iso.datetime(),
});

export const revokedView = z.object({ revoked: z.literal(true) });

export const signedUpView = z.object({ user_id: z.string(), email: z.string() });

/** Who is signed in. */
export const meView = z.object({
  user_id: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  role: z.enum(["trader", "admin"]),
});

export const profileInput = z.strictObject({ name: name.nullable() });
export type ProfileInput = z.output<typeof profileInput>;

export const changePasswordInput = z.strictObject({
  current_password: password,
  new_password: newPassword,
});
export type ChangePasswordInput = z.output<typeof changePasswordInput>;

export const forgotPasswordInput = z.strictObject({ email: knownEmail });

export const resetPasswordInput = z.strictObject({ token: mailToken, new_password: newPassword });
export type ResetPasswordInput = z.output<typeof resetPasswordInput>;

export const verifyEmailInput = z.strictObject({ token: mailToken });

export const sessionParams = z.object({ id: z.string().min(1).max(100) });

export const passwordInput = z.strictObject({ password });
export const codeInput = z.strictObject({ code });
export const bothFactorsInput = z.strictObject({ password, code });
export type BothFactors = z.output<typeof bothFactorsInput>;

/** What an authenticator app is set up with: as text, and as the address in the QR code. */
export const secondFactorSetUp = z.object({ secret: z.string(), uri: z.string() });
export type SecondFactorSetUp = z.output<typeof secondFactorSetUp>;

/** A code that was accepted: until when no other is asked for in this session. */
export const secondFactorVerified = z.object({ valid_until: z.iso.datetime() });
export type SecondFactorVerified = z.output<typeof secondFactorVerified>;

/** Codes that stand in for a lost phone, each once. Shown to the call that makes them, and never again. */
export const recoveryCodesView = z.object({ recovery_codes: z.array(z.string()) });
export type RecoveryCodes = z.output<typeof recoveryCodesView>;

/** Where a customer is signed in. */
export interface OwnSession {
  id: string;
  user_agent: string;
  ip: string;
  /** The app that it came through; null is our own pages. */
  app_name: string | null;
  created_at: string;
  /** To ten minutes. */
  last_used_at: string;
  current: boolean;
}

/** A customer as they see themselves. */
export interface ProfileView {
  user_id: string;
  email: string;
  name: string | null;
  email_verified: boolean;
  /** Whether this site sends e-mail at all. */
  sends_mail: boolean;
  second_factor: { on: boolean; required: boolean; recovery_codes_left: number };
  sessions: OwnSession[];
}
