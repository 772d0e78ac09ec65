import type { Env } from "./env";
import { misspelledNames } from "./env-names";
import { isEncryptionKey, passwordFault } from "./secret-form";

/**
 * What an operator should look at in the settings (`env`, read from `source`; `names` are all there are): names that are nearly those of
 * ours, and in production an old key that is weak, e-mail that isn't set up and a database that asks for no
 * password.
 */
export function settingWarnings(
  env: Env,
  source: Record<string, string | undefined>,
  names: readonly string[],
): string[] {
  const found = misspelledNames(source, names).map(
    ({ name, meant }) => `${name} is no setting, and is ignored: did you mean ${meant}?`,
  );
  if (env.PROPDESK_MODE === "embedded") return found;
  if (!env.ENCRYPTION_KEYS.every(isEncryptionKey)) {
    found.push(
      "ENCRYPTION_KEYS has an old key that is easily guessed: run `npm run keys:rotate`, and take it away",
    );
  }
  if (env.SMTP_URL === undefined) found.push("SMTP_URL is not set: customers get no e-mail");
  // The driver's own setting.
  if (passwordFault(env.DATABASE_URL) === "none" && !source.PGPASSWORD) {
    found.push(
      "DATABASE_URL has no password: whoever reaches the database's port may be let in without one",
    );
  }
  return found;
}
