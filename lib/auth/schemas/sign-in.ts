import { z } from "zod";
import { type EmailProblem, emailKey, MAX_EMAIL, readEmail } from "@/lib/core/email-address";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { MAX_PASSWORD, MIN_PASSWORD, passwordLength } from "@/lib/core/password-text";

const emailProblems: Record<EmailProblem, string> = {
  not_an_address: "must be an email address",
  local_part: "must have only ASCII letters, digits and signs before the @",
  too_long: `must be at most ${MAX_EMAIL} characters long, 64 of them before the @`,
};

/** An email address that mail can be sent to. Its output is the stored form. */
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

/** A new password. There is no rule about its characters, as NIST SP 800-63B recommends. */
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

/** A password to be checked. Its length is valid if that of its typed or its normalized form is. */
export const password = z
  .string()
  .min(1)
  .refine(
    (typed) => typed.length <= MAX_PASSWORD || passwordLength(typed) <= MAX_PASSWORD,
    `must be at most ${MAX_PASSWORD} characters long`,
  )
  .meta({ maxLength: MAX_PASSWORD });
export const name = z.string().trim().min(1).max(100);
export const existingEmail = z.string().trim().min(1).max(MAX_EMAIL).transform(emailKey);
/** A code of an authenticator app, or a recovery code. */
export const code = z.string().trim().min(1).max(64);

export const signUpInput = z.strictObject({
  email: email.meta(fieldMeta.email),
  password: newPassword.meta(fieldMeta.signInPassword),
  name: name.optional().meta({ description: "The name." }),
});
export type SignUpInput = z.output<typeof signUpInput>;

export const logInInput = z.strictObject({
  email: existingEmail.meta(fieldMeta.email),
  password: password.meta(fieldMeta.signInPassword),
  code: code.optional().meta(fieldMeta.secondFactorCode),
});
export type LogInInput = z.output<typeof logInInput>;

export const revokeInput = z.strictObject({
  session_token: z
    .string()
    .min(1)
    .max(4096)
    .meta({ description: "The customer's session token. Send it in X-Session-Token." }),
});

/** RFC 6749, section 4.4; parameters that it doesn't know are ignored, as section 3.2 says. */
export const tokenInput = z.object({
  grant_type: z.string().optional().meta({ description: "Always client_credentials." }),
  client_id: z
    .string()
    .optional()
    .meta({ description: "Your app's client ID. Required unless you use HTTP Basic." }),
  client_secret: z
    .string()
    .optional()
    .meta({ description: "Your app's client secret. Required unless you use HTTP Basic." }),
  scope: z.string().optional().meta({
    description: "Scopes, separated by spaces. Omit for all of the app's scopes.",
  }),
});

/** A valid token request. `tokenInput` requires less, since OAuth has error codes of its own for missing fields. */
export const completeTokenInput = tokenInput.extend({
  grant_type: z.literal("client_credentials").meta({ description: "Always client_credentials." }),
});

/** The client's id and secret as HTTP Basic carries them. */
export const basicInput = z.object({
  id: z.string().meta({ description: "The ID." }),
  secret: z.string().meta(fieldMeta.signingSecret),
});

/** The response to a token request, RFC 6749, section 5.1. */
export const appTokenView = z.object({
  access_token: z.string().meta({ description: "The token. Send it in Authorization: Bearer." }),
  token_type: z.literal("Bearer").meta({ description: "Always Bearer." }),
  expires_in: z.number().int().meta({ description: "Lifetime in seconds." }),
  scope: z.string().meta({
    description: "Scopes, separated by spaces. Omit for all of the app's scopes.",
  }),
});

/** A rejected token request, RFC 6749, section 5.2. */
export const oauthErrorView = z.object({
  error: z
    .enum(["invalid_request", "invalid_client", "unsupported_grant_type", "invalid_scope"])
    .meta({ description: "The error code." }),
  error_description: z.string().meta({ description: "A human-readable message." }),
});

/** A rejected token request for a reason without a code in the RFC: our code is added. */
export const oauthOtherErrorView = oauthErrorView.extend({
  error: z
    .enum(["temporarily_unavailable", "invalid_request"])
    .meta({ description: "The error code." }),
  code: z
    .enum(["RATE_LIMITED", "BODY_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"])
    .meta({ description: "The API's error code. Branch on it." }),
  retryable: z.boolean().meta({ description: "Whether the same request may succeed later." }),
  request_id: z
    .string()
    .meta({ description: "The request ID. Include it when you contact support." }),
});

/** A customer's token where there is no app. */
export const userTokenView = appTokenView.omit({ scope: true });

/** A new session, as an app gets it. */
export const sessionView = z.object({
  user_id: z.string().meta(fieldMeta.customerId),
  email: z.string().meta(fieldMeta.email),
  session_token: z
    .string()
    .meta({ description: "The customer's session token. Send it in X-Session-Token." }),
  session_expires_at: z.iso
    .datetime()
    .meta({ description: "When the session expires if it isn't used." }),
});

export const revokedView = z.object({
  revoked: z.literal(true).meta({ description: "Session revoked." }),
});

export const signedUpView = z.object({
  user_id: z.string().meta(fieldMeta.customerId),
  email: z.string().meta(fieldMeta.email),
});

/** The signed-in customer. */
export const meView = z.object({
  user_id: z.string().meta(fieldMeta.customerId),
  email: z.string().meta(fieldMeta.email),
  name: z.string().nullable().meta({ description: "The name." }),
  role: z.enum(["trader", "admin"]).meta({ description: "trader or admin." }),
});
