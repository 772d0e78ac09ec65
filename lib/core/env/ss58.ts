import { createHash } from "node:crypto";
import { base58 } from "@scure/base";

/**
 * The 32-byte account id of an SS58 address with a one-byte prefix; null for any other text.
 * Source: Substrate's SS58 format, blake2b-512 of "SS58PRE" and the payload, first two bytes.
 */
export function accountId(address: string): Buffer | null {
  let bytes: Uint8Array;
  try {
    bytes = base58.decode(address);
  } catch {
    return null;
  }
  if (bytes.length !== 35) return null;
  const sum = createHash("blake2b512").update("SS58PRE").update(bytes.subarray(0, 33)).digest();
  const isWhole = sum[0] === bytes[33] && sum[1] === bytes[34];
  return isWhole ? Buffer.from(bytes.subarray(1, 33)) : null;
}

/** Whether a text is an SS58 address of a 32-byte account id with a one-byte prefix. */
export const isSs58Address = (text: string): boolean => accountId(text) !== null;
