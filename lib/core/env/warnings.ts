import { misspelledNames } from "./misspelled-names";
import { renameWarnings, withPresentNames } from "./renamed-settings";
import { isEncryptionKey, passwordFault } from "./secret-form";
import type { Settings } from "./settings";

/**
 * Warnings about the settings for an operator: old names of renamed settings, and names that differ from a
 * setting's by one or two characters; in production also a weak old key, email that isn't set up, and a database
 * without a password.
 *
 * @param env the settings as read from `source`.
 * @param names the names of all settings.
 */
export function settingWarnings(
  env: Settings,
  source: Record<string, string | undefined>,
  names: readonly string[],
): string[] {
  const warnings = [
    ...renameWarnings(source),
    ...misspelledNames(withPresentNames(source), names).map(
      ({ name, meant }) => `${name} isn't a setting and is ignored. Did you mean ${meant}?`,
    ),
  ];
  if (env.PROPDESK_MODE === "embedded") return warnings;
  if (!env.ENCRYPTION_KEYS.every(isEncryptionKey)) {
    warnings.push(
      "ENCRYPTION_KEYS has an old key that is easy to guess: run `npm run keys:rotate`, then remove it",
    );
  }
  if (env.SMTP_URL === undefined) warnings.push("SMTP_URL isn't set, so no emails will be sent");
  // PGPASSWORD is a setting of the database driver.
  if (passwordFault(env.DATABASE_URL) === "none" && !source.PGPASSWORD) {
    warnings.push(
      "DATABASE_URL has no password: anyone who can reach the database's port may be able to connect",
    );
  }
  return warnings;
}
