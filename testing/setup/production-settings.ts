import { createHash } from "node:crypto";
import { readEnv } from "@/lib/core/env";

// Values in the form of real ones.
const hash = (text: string) => createHash("sha256").update(text);
/** 32 random-looking characters, always the same for a text. */
export const random = (text: string) => hash(text).digest("hex").slice(0, 32);
/** 32 random-looking bytes in base64, always the same for a text. */
export const encryptionKey = (text: string) => hash(text).digest("base64");
export const stripeKeys = (mode: "live" | "test") => ({
  STRIPE_SECRET_KEY: `sk_${mode}_${random("secret")}`,
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: `pk_${mode}_${random("publishable")}`,
});
export const webhookSecret = `whsec_${random("webhook")}`;

/** A development account of Substrate. */
export const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
/** An account without a known key. */
export const ENTITY = "5GNmcgfdSPnWSkBpm1i9bbpgTvbZZEPya81beKuZqc4fk1gU";
/** The settings for which production has no default. */
export const production = {
  APP_URL: "https://firm.example",
  DATABASE_URL: "postgres://firm@db.example/propdesk",
  NEXTAUTH_SECRET: "a secret of at least thirty-two characters",
  ENCRYPTION_KEYS: encryptionKey("1"),
  STRIPE_SECRET_KEY: stripeKeys("live").STRIPE_SECRET_KEY,
  STRIPE_WEBHOOK_SECRET: webhookSecret,
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: stripeKeys("live").NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY,
  ENTITY_ADDRESS: ENTITY,
  VENUE: "embedded",
  SUPPORT_EMAIL: "help@firm.example",
  TRUSTED_PROXY_HOPS: "1",
};
/** Changes of these settings for an embedded stack with a real test account of Stripe. */
export const embedded = {
  PROPDESK_MODE: "embedded",
  APP_URL: "http://localhost:3000",
  ...stripeKeys("test"),
};
type Settings = Record<string, string | undefined>;
/** Reads the settings of production with a change. Throws what `readEnv` throws. */
export const withSettings = (change: Settings) => readEnv({ ...production, ...change });
/** The error message of `readEnv` for these problems. */
export const sentence = (problems: string) =>
  `Propdesk can't start: ${problems}. See README.md, "Settings".`;
