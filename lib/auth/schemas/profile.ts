import { z } from "zod";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { isTimeZone } from "@/lib/core/time-zone";
import { code, email, existingEmail, name, newPassword, password } from "./sign-in";

const mailToken = z.string().min(1).max(200);

export const profileInput = z
  .strictObject({
    name: name.nullable().optional().meta({ description: "The name. Omit to leave it unchanged." }),
    time_zone: z
      .string()
      .refine(isTimeZone, "must be an IANA time zone such as Europe/Berlin")
      .nullable()
      .optional()
      .meta({
        description:
          "The IANA time zone in which pages and emails show times, such as Europe/Berlin; null for the browser's. Omit to leave it unchanged.",
      }),
  })
  .refine(
    ({ name: typed, time_zone }) => typed !== undefined || time_zone !== undefined,
    "must have name or time_zone",
  );
export type ProfileInput = z.output<typeof profileInput>;

export const changePasswordInput = z.strictObject({
  current_password: password.meta({ description: "The account's current password." }),
  new_password: newPassword.meta(fieldMeta.newPassword),
});
export type ChangePasswordInput = z.output<typeof changePasswordInput>;

export const changeEmailInput = z.strictObject({
  email: email.meta({ description: "The new email address." }),
  password: password.meta(fieldMeta.signInPassword),
});
export type ChangeEmailInput = z.output<typeof changeEmailInput>;

/** The token of a link that was sent by email. */
export const mailTokenInput = z.strictObject({ token: mailToken });

export const forgotPasswordInput = z.strictObject({
  email: existingEmail.meta(fieldMeta.email),
});

export const resetPasswordInput = z.strictObject({
  token: mailToken,
  new_password: newPassword.meta(fieldMeta.newPassword),
});
export type ResetPasswordInput = z.output<typeof resetPasswordInput>;

export const sessionParams = z.object({
  id: z.string().min(1).max(100).meta({ description: "The ID." }),
});

export const passwordInput = z.strictObject({
  password: password.meta(fieldMeta.signInPassword),
});
export const codeInput = z.strictObject({
  code: code.meta(fieldMeta.secondFactorCode),
});
export const bothFactorsInput = z.strictObject({
  password: password.meta(fieldMeta.signInPassword),
  code: code.meta(fieldMeta.secondFactorCode),
});
export type BothFactors = z.output<typeof bothFactorsInput>;

/** The secret for an authenticator app: as text, and as the address in the QR code. */
export const secondFactorSetUp = z.object({
  secret: z.string().meta(fieldMeta.signingSecret),
  uri: z.string(),
});
export type SecondFactorSetUp = z.output<typeof secondFactorSetUp>;

/** A code was accepted: until when this session needs no other code. */
export const secondFactorVerified = z.object({ valid_until: z.iso.datetime() });
export type SecondFactorVerified = z.output<typeof secondFactorVerified>;

/** Codes that replace a lost phone, each once. Only the response that creates them has them. */
export const recoveryCodesView = z.object({ recovery_codes: z.array(z.string()) });
export type RecoveryCodes = z.output<typeof recoveryCodesView>;

/** A session of the calling customer. */
export interface OwnSession {
  id: string;
  user_agent: string;
  ip: string;
  /** The app that obtained the session; null for our own pages. */
  app_name: string | null;
  created_at: string;
  /** Exact to ten minutes. */
  last_used_at: string;
  current: boolean;
}

/** The profile of the calling customer. */
export interface ProfileView {
  user_id: string;
  email: string;
  name: string | null;
  role: "trader" | "admin";
  email_verified: boolean;
  /** The zone that the customer chose; null for the browser's. */
  time_zone: string | null;
  /** Whether this installation sends email. */
  sends_mail: boolean;
  second_factor: { on: boolean; required: boolean; recovery_codes_left: number };
  sessions: OwnSession[];
}
