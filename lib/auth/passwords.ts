import { hash, verify } from "@node-rs/argon2";

/** The argon2id hash of a password that a person chose. */
export const hashPassword = (password: string): Promise<string> => hash(password);

let decoy: Promise<string> | undefined;

/**
 * Whether the password fits the hash. Without a hash (no such person) it takes as long all
 * the same, so that the time tells nobody which e-mail addresses are known.
 */
export async function passwordFits(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword("a password that nobody has");
  const fits = await verify(stored ?? (await decoy), password);
  return fits && stored !== undefined;
}
