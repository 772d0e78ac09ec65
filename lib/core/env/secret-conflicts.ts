import { isLoopbackHost } from "../loopback";
import { isPublicAccount, isStripeKey, passwordFault } from "./secret-form";
import type { Settings } from "./settings";

/** What is wrong with the secrets, in sentences that don't contain them. */
export const secretConflicts = (env: Settings): string[] => [
  // The sandbox has keys of another form.
  ...(env.STRIPE_API_BASE ? [] : stripeConflicts(env)),
  ...(env.PROPDESK_MODE === "embedded" ? embeddedConflicts(env) : productionConflicts(env)),
];

/** Stripe's keys must not be placeholders: with one as the webhook secret anyone could sign events. */
function stripeConflicts(env: Settings): string[] {
  const conflicts: string[] = [];
  if (!isStripeKey("secretKey", env.STRIPE_SECRET_KEY)) {
    conflicts.push("STRIPE_SECRET_KEY isn't a complete Stripe key");
  }
  if (!env.STRIPE_WEBHOOK_SECRET.every((secret) => isStripeKey("webhookSecret", secret))) {
    conflicts.push("STRIPE_WEBHOOK_SECRET isn't a complete Stripe signing secret");
  }
  if (!isStripeKey("publishableKey", env.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY)) {
    conflicts.push("NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY isn't a complete Stripe key");
  }
  return conflicts;
}

function productionConflicts(env: Settings): string[] {
  const conflicts = sharedSecrets(env);
  if (env.ENTITY_ADDRESS && isPublicAccount(env.ENTITY_ADDRESS)) {
    conflicts.push("ENTITY_ADDRESS is a development account, whose key is public");
  }
  for (const name of ["DATABASE_URL", "SMTP_URL"] as const) {
    const fault = passwordFault(env[name] ?? "");
    if (fault === "placeholder") conflicts.push(`${name} has a placeholder as its password`);
    if (fault === "well-known") conflicts.push(`${name} has a password that is easy to guess`);
  }
  return conflicts;
}

/** One value must not be two secrets: monitoring, for example, has METRICS_TOKEN and must have no other secret. */
function sharedSecrets({ NEXTAUTH_SECRET, METRICS_TOKEN, ENCRYPTION_KEYS }: Settings): string[] {
  const conflicts: string[] = [];
  if (METRICS_TOKEN === NEXTAUTH_SECRET) {
    conflicts.push("METRICS_TOKEN must not be NEXTAUTH_SECRET as well");
  }
  for (const [name, value] of Object.entries({ METRICS_TOKEN, NEXTAUTH_SECRET })) {
    if (value && ENCRYPTION_KEYS.includes(value)) {
      conflicts.push(`${name} must not be one of ENCRYPTION_KEYS as well`);
    }
  }
  return conflicts;
}

/** The embedded stack shows all emails and admits admins without a second factor: it must not be reachable by others. */
function embeddedConflicts({ STRIPE_SECRET_KEY, APP_URL, HOST }: Settings): string[] {
  const conflicts: string[] = [];
  if (/^[a-z]+_live_/.test(STRIPE_SECRET_KEY)) {
    conflicts.push("STRIPE_SECRET_KEY must be a test key where PROPDESK_MODE is embedded");
  }
  if (!isLoopbackHost(new URL(APP_URL).hostname)) {
    conflicts.push("APP_URL must be on this machine where PROPDESK_MODE is embedded");
  }
  if (!isLoopbackHost(HOST)) {
    conflicts.push("HOST must be an address of this machine alone where PROPDESK_MODE is embedded");
  }
  return conflicts;
}
