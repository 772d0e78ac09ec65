import { Secret, TOTP } from "otpauth";
import { env } from "@/lib/core/env";

const PERIOD_SECONDS = 30;
// In time steps to either side: clocks differ, and typing a code takes a while.
const WINDOW = 1;

/** A new secret in base32: 160 bits, as RFC 4226 recommends. */
export const newSecret = (): string => new Secret({ size: 20 }).base32;

const totp = (secret: string, label: string) =>
  new TOTP({ issuer: env().FIRM_NAME, label, secret, period: PERIOD_SECONDS });

/** The address that an authenticator app reads from the QR code. */
export const enrolmentUri = (secret: string, email: string): string =>
  totp(secret, email).toString();

/** The time step of a code, at most one from now; null for a wrong code. */
export function stepOf(secret: string, code: string): number | null {
  const key = totp(secret, "");
  const delta = key.validate({ token: code, window: WINDOW });
  return delta === null ? null : key.counter() + delta;
}
