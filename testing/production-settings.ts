import { createHash } from "node:crypto";
import { readEnv } from "@/lib/env";

// Made up, of the forms that real ones have.
const hash = (text: string) => createHash("sha256").update(text);
/** 32 characters that look random, always the same for a text. */
export const random = (text: string) => hash(text).digest("hex").slice(0, 32);
/** The same as 32 bytes in base64. */
export const encryptionKey = (text: string) => hash(text).digest("base64");
export const stripeKeys = (mode: "live" | "test") => ({
  STRIPE_SECRET_KEY: `sk_${mode}_${random("secret")}`,
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: `pk_${mode}_${random("publishable")}`,
});
export const webhookSecret = `whsec_${random("webhook")}`;

/** A development account of Substrate's. */
export const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
/** An account that nobody has the key of. */
export const ENTITY = "5GNmcgfdSPnWSkBpm1i9bbpgTvbZZEPya81beKuZqc4fk1gU";
/** All that production has no default for. */
export const production = {
  APP_URL: "https://firm.example",
  DATABASE_URL: "postgres://firm@db.example/propdesk",
  NEXTAUTH_SECRET: "a secret of at least thirty-two characters",
  ENCRYPTION_KEYS: encryptionKey("1"),
  STRIPE_SECRET_KEY: stripeKeys("live").STRIPE_SECRET_KEY,
  STRIPE_WEBHOOK_SECRET: webhookSecret,
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: stripeKeys("live").NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY,
  ENTITY_ADDRESS: ENTITY,
  PROVIDER: "embedded",
  TERMS_VERSION: "2026-11",
  SUPPORT_EMAIL: "help@firm.example",
  TRUSTED_PROXY_HOPS: "1",
};
/** What turns these settings into those of an embedded stack with a real test account. */
export const embedded = {
  PROPDESK_MODE: "embedded",
  APP_URL: "http://localhost:3000",
  ...stripeKeys("test"),
};
type Settings = Record<string, string | undefined>;
/** The settings of production with a change, read. Throws as `readEnv` does. */
export const withSettings = (change: Settings) => readEnv({ ...production, ...change });
/** What a start says that is stopped by these problems. */
export const sentence = (problems: string) =>
  `Propdesk can't start: ${problems}. See README.md, "Settings".`;
