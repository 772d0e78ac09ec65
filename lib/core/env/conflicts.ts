import { isLoopbackHost } from "../loopback";
import { secretConflicts } from "./secret-conflicts";
import type { Settings } from "./settings";

/** The mode of a Stripe key: `test` or `live`. */
export const keyMode = (key: string) => key.split("_")[1];

/** What is wrong with valid settings in combination, in sentences. */
export function settingConflicts(env: Settings): string[] {
  const conflicts: string[] = [];
  if (keyMode(env.STRIPE_SECRET_KEY) !== keyMode(env.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY)) {
    conflicts.push(
      "STRIPE_SECRET_KEY and NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY are from different modes",
    );
  }
  conflicts.push(...vantaConflicts(env), ...mailConflicts(env));
  conflicts.push(...secretConflicts(env));
  if (env.PROPDESK_MODE === "production") {
    if (!isConfidential(env.APP_URL)) {
      conflicts.push("APP_URL must use https so the session cookie is secure");
    }
    if (env.METRICS_PORT && !env.METRICS_TOKEN) {
      conflicts.push("METRICS_TOKEN isn't set, and METRICS_PORT needs it");
    }
    if (env.STRIPE_API_BASE) conflicts.push("STRIPE_API_BASE is for the embedded stack only");
    if (env.STRIPE_JS_URL) conflicts.push("STRIPE_JS_URL is for the embedded stack only");
  }
  return conflicts;
}

/** Whether others can't read the traffic of an address: it is https, or this machine's. */
const isConfidential = (address: string) => {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || isLoopbackHost(hostname);
};

/** The venue's settings are a group: all of them with VENUE=vanta, else none. */
function vantaConflicts(env: Settings): string[] {
  const venueSettings = ["VANTA_GATEWAY_URL", "VANTA_API_KEY"] as const;
  if (env.VENUE !== "vanta") {
    return venueSettings.filter((name) => env[name]).map((name) => `${name} needs VENUE=vanta`);
  }
  // Production always requires an ENTITY_ADDRESS. The embedded stack has a default, which Vanta doesn't know.
  const needed =
    env.PROPDESK_MODE === "embedded"
      ? [...venueSettings, "ENTITY_ADDRESS" as const]
      : venueSettings;
  const missing = needed.filter((name) => !env[name]);
  const conflicts = missing.map((name) => `${name} isn't set, and VENUE=vanta needs it`);
  if (env.VANTA_GATEWAY_URL && !isConfidential(env.VANTA_GATEWAY_URL)) {
    conflicts.push("VANTA_GATEWAY_URL must use https, since each request contains the key");
  }
  return conflicts;
}

/** Email needs both settings; without email neither is set. */
function mailConflicts({ SMTP_URL, MAIL_FROM }: Settings): string[] {
  if ((SMTP_URL === undefined) === (MAIL_FROM === undefined)) return [];
  return SMTP_URL
    ? ["MAIL_FROM isn't set, and SMTP_URL needs it"]
    : ["SMTP_URL isn't set, and MAIL_FROM needs it"];
}
