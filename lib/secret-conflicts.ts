import type { Env } from "./env";
import { isLoopbackHost } from "./loopback";
import { isPublicAccount, isStripeKey, passwordFault } from "./secret-form";

type Settings = Pick<
  Env,
  | "PROPDESK_MODE"
  | "APP_URL"
  | "HOST"
  | "DATABASE_URL"
  | "SMTP_URL"
  | "NEXTAUTH_SECRET"
  | "METRICS_TOKEN"
  | "ENCRYPTION_KEYS"
  | "STRIPE_API_BASE"
  | "STRIPE_SECRET_KEY"
  | "STRIPE_WEBHOOK_SECRET"
  | "NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY"
> & { ENTITY_ADDRESS?: string | undefined };

/** What of the secrets doesn't fit the mode, in sentences that don't repeat any of them. */
export const secretConflicts = (env: Settings): string[] => [
  // The sandbox's keys are its own.
  ...(env.STRIPE_API_BASE ? [] : stripeConflicts(env)),
  ...(env.PROPDESK_MODE === "embedded" ? embeddedConflicts(env) : productionConflicts(env)),
];

/** Keys that Stripe could have made: with a placeholder as the webhook secret anybody can sign events. */
function stripeConflicts(env: Settings): string[] {
  const found: string[] = [];
  if (!isStripeKey("secretKey", env.STRIPE_SECRET_KEY)) {
    found.push("STRIPE_SECRET_KEY is not a whole key of Stripe's");
  }
  if (!env.STRIPE_WEBHOOK_SECRET.every((secret) => isStripeKey("webhookSecret", secret))) {
    found.push("STRIPE_WEBHOOK_SECRET is not a whole signing secret of Stripe's");
  }
  if (!isStripeKey("publishableKey", env.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY)) {
    found.push("NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY is not a whole key of Stripe's");
  }
  return found;
}

function productionConflicts(env: Settings): string[] {
  const found = sharedSecrets(env);
  if (env.ENTITY_ADDRESS && isPublicAccount(env.ENTITY_ADDRESS)) {
    found.push("ENTITY_ADDRESS is a development account, whose key everybody knows");
  }
  for (const name of ["DATABASE_URL", "SMTP_URL"] as const) {
    const fault = passwordFault(env[name] ?? "");
    if (fault === "placeholder") found.push(`${name} has a placeholder for a password`);
    if (fault === "well-known") found.push(`${name} has a password that everybody tries`);
  }
  return found;
}

/** Whoever is given one secret, as monitoring is METRICS_TOKEN, must not have another one by it. */
function sharedSecrets({ NEXTAUTH_SECRET, METRICS_TOKEN, ENCRYPTION_KEYS }: Settings): string[] {
  const found: string[] = [];
  if (METRICS_TOKEN === NEXTAUTH_SECRET) {
    found.push("METRICS_TOKEN must not be NEXTAUTH_SECRET as well");
  }
  for (const [name, value] of Object.entries({ METRICS_TOKEN, NEXTAUTH_SECRET })) {
    if (value && ENCRYPTION_KEYS.includes(value)) {
      found.push(`${name} must not be one of ENCRYPTION_KEYS as well`);
    }
  }
  return found;
}

/** The embedded stack shows all emails and lets admins in without a second factor: never to others. */
function embeddedConflicts({ STRIPE_SECRET_KEY, APP_URL, HOST }: Settings): string[] {
  const found: string[] = [];
  if (/^[a-z]+_live_/.test(STRIPE_SECRET_KEY)) {
    found.push("STRIPE_SECRET_KEY must be a test key where PROPDESK_MODE is embedded");
  }
  if (!isLoopbackHost(new URL(APP_URL).hostname)) {
    found.push("APP_URL must be on this machine where PROPDESK_MODE is embedded");
  }
  if (!isLoopbackHost(HOST)) {
    found.push("HOST must be an address of this machine alone where PROPDESK_MODE is embedded");
  }
  return found;
}
