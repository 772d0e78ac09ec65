import { isIP } from "node:net";
import { z } from "zod";
import { emailKey, readEmail } from "../email-address";
import { above0, address, between, list, oneOf, origin, seconds, whole } from "./fields";
import { hasKeyForm, isEncryptionKey, isPlaceholder, isStrong } from "./secret-form";
import { isSs58Address } from "./ss58";

const port = whole(1, 65_535);
const listenAddress = z
  .string()
  .refine((host) => host === "localhost" || isIP(host) > 0, "must be an IP address or localhost");
const perMinute = (fallback: number) => whole(1).default(fallback);
const perHour = perMinute;

const STRONG = "must be random, such as `openssl rand -base64 32` prints";

/** The form and the default of each setting. README.md explains them. */
export const settingsSchema = z.object({
  PROPDESK_MODE: oneOf(["embedded", "production"]).default("production"),
  APP_URL: origin(),
  HOST: listenAddress.default("127.0.0.1"),
  PORT: port.default(3000),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must start with postgres://"),
  DATABASE_DIRECT_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must start with postgres://")
    .optional(),
  DATABASE_POOL_SIZE: whole(4, 200).default(20),
  NEXTAUTH_SECRET: z
    .string()
    .min(32, "must be at least 32 characters long")
    .refine(isStrong, STRONG),
  ENCRYPTION_KEYS: list
    .refine((keys) => keys.length > 0 && keys.every(hasKeyForm), {
      message: "must be one or more base64 values of 32 random bytes, comma-separated",
    })
    // The others only decrypt: a weak one has to stay until it is replaced.
    .refine(([first = ""]) => !hasKeyForm(first) || isEncryptionKey(first), {
      message: `${STRONG}: put such a key in front, and run \`npm run keys:rotate\``,
    }),

  STRIPE_SECRET_KEY: z.string().regex(/^(sk|rk)_(test|live)_/, "must be a Stripe secret key"),
  STRIPE_WEBHOOK_SECRET: list.refine(
    (s) => s.length > 0 && s.every((x) => x.startsWith("whsec_")),
    {
      message: "must be one or more whsec_… values, comma-separated",
    },
  ),
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: z
    .string()
    .regex(/^pk_(test|live)_/, "must be a Stripe publishable key"),
  STRIPE_API_BASE: address("https", "http").optional(),
  STRIPE_JS_URL: address("https", "http").optional(),

  ENTITY_ADDRESS: z.string().refine(isSs58Address, "must be a valid SS58 address").optional(),
  VENUE: oneOf(["embedded", "vanta"]).default("embedded"),
  VANTA_GATEWAY_URL: address("https", "http").optional(),
  VANTA_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, "must be of printable characters, without spaces")
    .refine((key) => !isPlaceholder(key), "is a placeholder")
    .optional(),
  VANTA_TIMEOUT_SECONDS: above0(300).default(70),
  VANTA_SETTLE_SECONDS: between(0, 3_600).default(120),
  WALLET_GROUP: z.string().min(1).default("WALLET-USD"),
  // What consents to the first version of the terms are named that were recorded before legal documents were stored.
  TERMS_VERSION: z.string().min(1).optional(),
  FIRM_NAME: z.string().min(1).default("Propdesk"),
  SUPPORT_EMAIL: z
    .string()
    .refine((typed) => readEmail(typed).ok, "must be an email address")
    // It becomes part of links, in which these characters have a meaning.
    .regex(/^[^%?#&]*$/, "must not contain %, ?, # or &")
    .transform(emailKey)
    .default("support@propdesk.test"),
  // Shown on receipts if set.
  FIRM_ADDRESS: list.default([]),
  FIRM_TAX_NUMBER: z.string().max(100, "must be at most 100 characters long").optional(),
  WORKER: oneOf(["on", "off"]).default("on"),
  WORKER_CONCURRENCY: whole(1, 50).default(4),
  WEBHOOK_CONCURRENCY: whole(1, 100).default(20),
  JOBS_OVERDUE_SECONDS: whole(10).default(60),
  BODY_SECONDS: above0(300).default(15),
  DRAIN_SECONDS: between(0, 300).default(5),
  KEEP_ALIVE_SECONDS: above0(3_600).default(75),
  TRUSTED_PROXY_HOPS: whole(0, 10).default(0),
  HSTS_SUBDOMAINS: oneOf(["on", "off"]).default("off"),
  RELEASE: z
    .string()
    .regex(/^[\w.+-]{1,64}$/, "must be at most 64 letters, digits and . _ + -")
    .optional(),
  // Set by Next.js.
  NODE_ENV: z.string().optional(),
  // The folder of the build, as next.config.mjs has it.
  NEXT_DIST_DIR: z.string().min(1).default(".next"),
  // Set by `npm start`: Next.js leaves signals to us.
  NEXT_MANUAL_SIG_HANDLE: z.string().optional(),
  LOG_LEVEL: oneOf(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  METRICS_TOKEN: z
    .string()
    .min(16, "must be at least 16 characters long")
    .refine(isStrong, STRONG)
    .optional(),
  METRICS_HOST: listenAddress.default("127.0.0.1"),
  METRICS_PORT: port.optional(),

  SMTP_URL: address("smtps", "smtp").optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^([^<>\r\n]+<[^\s<>@,]+@[^\s<>@,]+>|[^\s<>@,]+@[^\s<>@,]+)$/,
      "must be an email address",
    )
    .optional(),
  DOCS_APP_ID: z
    .string()
    .regex(/^app_\w+$/, "must be the id of an API app")
    .optional(),
  // The embedded stack's own folder: its launcher has the same default.
  DATA_DIR: z.string().min(1).default(".data"),

  RATE_LIMIT_READS: perMinute(6_000),
  RATE_LIMIT_WRITES: perMinute(300),
  RATE_LIMIT_ANONYMOUS: perMinute(120),
  RATE_LIMIT_SIGN_IN: perMinute(10),
  RATE_LIMIT_SIGN_IN_FAILURES: perHour(100),
  RATE_LIMIT_APP_SIGN_IN: perMinute(300),
  RATE_LIMIT_EMAILS: perHour(5),
  RATE_LIMIT_PAYMENTS: perHour(30),
  RATE_LIMIT_DECLINES: perHour(10),
  RATE_LIMIT_STRIPE_READS: perMinute(30),
  RATE_LIMIT_TRADING_EVENTS: perMinute(6_000),
  PROVISIONING_RETRY_SECONDS: seconds.default([2, 5, 15, 30, 60, 120, 300, 600, 900]),
  PURCHASE_RESUME_SECONDS: seconds.default([30, 60, 120, 300, 600, 1800, 3600]),
  TRADING_TIMEOUT_SECONDS: above0(20).default(10),
  STRIPE_EVENT_RETENTION_DAYS: whole(30).default(180),
  WEBHOOK_RETENTION_DAYS: whole(2).default(30),
  OPEN_PAYMENT_HOURS: above0().default(24),
});

/** The names of all settings. */
export const settingNames: readonly string[] = Object.keys(settingsSchema.shape);

/** Settings whose form is valid. */
export type Settings = z.output<typeof settingsSchema>;
