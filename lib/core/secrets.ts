import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { env } from "./env";

const CIPHER = "aes-256-gcm";
const [NONCE_BYTES, TAG_BYTES] = [12, 16];

/** Eight characters that identify a key and reveal nothing of it. */
const keyId = (key: Buffer) => createHash("sha256").update(key).digest("hex").slice(0, 8);
const keys = () => env().ENCRYPTION_KEYS.map((text) => Buffer.from(text, "base64"));

/** Thrown for an encrypted text that no key of ENCRYPTION_KEYS can decrypt, or that was changed or moved. */
export class UnreadableSecret extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "UnreadableSecret";
  }
}

function firstKey(): Buffer {
  const [key] = keys();
  if (!key) throw new Error("there is no encryption key");
  return key;
}

/** The ids of ENCRYPTION_KEYS. Each encrypted text has the id of its key. */
export const keyIds = (): string[] => keys().map(keyId);

/** The prefix of texts that the first key encrypted. */
export const currentPrefix = (): string => `v1.${keyId(firstKey())}.`;

/**
 * Encrypts a secret with the first of ENCRYPTION_KEYS. `owner` is the id of the row that stores it: in another row the
 * text can't be decrypted.
 */
export function encrypt(secret: string, owner: string): string {
  const key = firstKey();
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  const sealed = Buffer.concat([nonce, body, cipher.getAuthTag()]).toString("base64url");
  return `v1.${keyId(key)}.${sealed}`;
}

/** Decrypts a text of `encrypt` for the same owner. Throws UnreadableSecret if its key is missing or it was changed. */
export function decrypt(text: string, owner: string): string {
  const [version, id, sealed] = text.split(".");
  if (version !== "v1" || !id || !sealed) throw new UnreadableSecret("not an encrypted text");
  const key = keys().find((candidate) => keyId(candidate) === id);
  if (!key) throw new UnreadableSecret(`no encryption key ${id} in ENCRYPTION_KEYS`);
  const bytes = Buffer.from(sealed, "base64url");
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(owner));
  try {
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const body = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([body, decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new UnreadableSecret("the text was changed, or is another owner's", cause);
  }
}
