import { perProcess } from "../per-process";
import { keyMode, settingConflicts } from "./conflicts";
import { misspelledNames } from "./misspelled-names";
import { nameInUse, withPresentNames } from "./renamed-settings";
import { type Settings, settingNames, settingsSchema } from "./settings";
import { settingWarnings } from "./warnings";

/** The settings of a process. README.md explains each. */
export type Env = Settings & { ENTITY_ADDRESS: string; livemode: boolean };

/** Settings that only the firm can know. The embedded stack has defaults for them, production has none. */
const requiredInProduction = ["ENTITY_ADDRESS", "VENUE", "SUPPORT_EMAIL"];

// Alice of Substrate's development accounts: a valid address that nobody trades with.
const EMBEDDED_ENTITY = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

/**
 * Reads settings from a record of strings such as `process.env`.
 * Throws one Error whose message names every missing or invalid setting.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const set = Object.fromEntries(
    Object.entries(withPresentNames(source)).filter(([, value]) => value?.trim() !== ""),
  );
  const misspelled = new Map(
    misspelledNames(set, settingNames).map(({ name, meant }) => [meant, name]),
  );
  const notSet = (name: string) =>
    misspelled.has(name)
      ? `${name} isn't set, but ${misspelled.get(name)} is`
      : `${name} isn't set`;
  const parsed = settingsSchema.safeParse(set);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return set[name] === undefined
          ? notSet(name)
          : `${nameInUse(source, name)} ${issue.message}`;
      });
  if (set.PROPDESK_MODE !== "embedded") {
    for (const name of requiredInProduction) if (!set[name]) problems.push(notSet(name));
    // https needs a proxy in front of us. The firm must say how many there are, even if there is none.
    if (!set.TRUSTED_PROXY_HOPS && !set.APP_URL?.startsWith("http:")) {
      problems.push(notSet("TRUSTED_PROXY_HOPS"));
    }
  }
  if (parsed.success) problems.push(...settingConflicts(parsed.data));
  if (!parsed.success || problems.length > 0) {
    throw new Error(
      `Propdesk can't start: ${[...new Set(problems)].join("; ")}. See README.md, "Settings".`,
    );
  }
  const data = parsed.data;
  return {
    ...data,
    ENTITY_ADDRESS: data.ENTITY_ADDRESS ?? EMBEDDED_ENTITY,
    livemode: keyMode(data.STRIPE_SECRET_KEY) === "live",
  };
}

/** The settings of this process, read once. */
export const env = perProcess("settings", (): Env => {
  const settings = readEnv(process.env);
  // next-auth reads this variable itself.
  process.env.NEXTAUTH_URL = settings.APP_URL;
  return settings;
});

/** Warnings about the settings of this process for the operator, in sentences. */
export const startWarnings = (): string[] => settingWarnings(env(), process.env, settingNames);

/** Whether this process belongs to the embedded stack, whose Stripe and market are stand-ins. */
export const isEmbedded = () => env().PROPDESK_MODE === "embedded";
