import { randomBytes } from "node:crypto";
import { base32crockford } from "@scure/base";

const BYTES = 10;

/** A random password of 80 bits: 16 letters and digits, without ones that look alike. */
export const newTemporaryPassword = () => base32crockford.encode(randomBytes(BYTES)).toLowerCase();
