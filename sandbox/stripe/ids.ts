import { randomBytes } from "node:crypto";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A random base-62 string; a byte modulo 62 is slightly uneven, which is good enough for a sandbox. */
export function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => BASE62.charAt(byte % BASE62.length)).join("");
}

/** A new object id in Stripe's form: the prefix, an underscore and 24 characters. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(24)}`;
}

/** A new client secret of the PaymentIntent with this id. */
export function newClientSecret(intentId: string): string {
  return `${intentId}_secret_${randomText(25)}`;
}
