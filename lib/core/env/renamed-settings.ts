type Settings = Record<string, string | undefined>;

/** Settings that were renamed, by the old name. The next release doesn't read the old names. */
export const renamedSettings: Readonly<Record<string, string>> = {
  PROVIDER: "VENUE",
  RATE_LIMIT_LETTERS: "RATE_LIMIT_EMAILS",
  TRADING_ANSWER_SECONDS: "TRADING_TIMEOUT_SECONDS",
  VANTA_ANSWER_SECONDS: "VANTA_TIMEOUT_SECONDS",
};

const isSet = (settings: Settings, name: string) => Boolean(settings[name]?.trim());

/** Settings under their present names. Where both names are set, the present one counts. */
export function withPresentNames(settings: Settings): Settings {
  const renamed = { ...settings };
  for (const [oldName, name] of Object.entries(renamedSettings)) {
    if (isSet(settings, oldName) && !isSet(settings, name)) renamed[name] = settings[oldName];
    delete renamed[oldName];
  }
  return renamed;
}

/** The name under which a setting is set: the old one where only that is. */
export function nameInUse(settings: Settings, name: string): string {
  if (isSet(settings, name)) return name;
  const [oldName = name] =
    Object.entries(renamedSettings).find(
      ([oldName, present]) => present === name && isSet(settings, oldName),
    ) ?? [];
  return oldName;
}

/** A warning for each old name that is set. */
export const renameWarnings = (settings: Settings): string[] =>
  Object.entries(renamedSettings)
    .filter(([oldName]) => isSet(settings, oldName))
    .map(([oldName, name]) =>
      isSet(settings, name)
        ? `${oldName} is ignored, since ${name} is set: remove ${oldName}`
        : `${oldName} was renamed to ${name}: rename it, the next release doesn't read ${oldName}`,
    );
