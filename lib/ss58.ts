import { createHash } from "node:crypto";
import { base58 } from "@scure/base";

/**
 * Whether a text is an SS58 address of a 32-byte account id with a one-byte prefix.
 * Source: Substrate's SS58 format, blake2b-512 of "SS58PRE" and the payload, first two bytes.
 */
export function isSs58Address(text: string): boolean {
  let bytes: Uint8Array;
  try {
    bytes = base58.decode(text);
  } catch {
    return false;
  }
  if (bytes.length !== 35) return false;
  const sum = createHash("blake2b512").update("SS58PRE").update(bytes.subarray(0, 33)).digest();
  return sum[0] === bytes[33] && sum[1] === bytes[34];
}
