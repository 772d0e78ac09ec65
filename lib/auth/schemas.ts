import { z } from "zod";

const email = z.string().trim().toLowerCase().max(254).pipe(z.email("must be an e-mail address"));
// 128 keeps argon2 from being fed megabytes; no rule on characters, as NIST SP 800-63B says.
const newPassword = z
  .string()
  .min(10, "must be at least 10 characters long")
  .max(128, "must be at most 128 characters long");

export const signUpInput = z.strictObject({
  email,
  password: newPassword,
  name: z.string().trim().min(1).max(100).optional(),
});
export type SignUpInput = z.output<typeof signUpInput>;

export const logInInput = z.strictObject({
  email: z.string().trim().toLowerCase().min(1).max(254),
  password: z.string().min(1).max(128),
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

/** The client's id and secret as HTTP Basic carries them. */
export const basicInput = z.object({ id: z.string(), secret: z.string() });
