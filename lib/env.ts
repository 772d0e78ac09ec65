import { isIP } from "node:net";
import { z } from "zod";
import { emailKey, readEmail } from "./email-address";
import { above0, address, between, list, oneOf, origin, seconds, whole } from "./env-fields";
import { misspelledNames } from "./env-names";
import { settingWarnings } from "./env-warnings";
import { isLoopbackHost } from "./loopback";
import { secretConflicts } from "./secret-conflicts";
import { hasKeyForm, isEncryptionKey, isPlaceholder, isStrong } from "./secret-form";
import { isSs58Address } from "./ss58";

const port = whole(1, 65_535);
const listenAddress = z
  .string()
  .refine((host) => host === "localhost" || isIP(host) > 0, "must be an IP address or localhost");
const perMinute = (fallback: number) => whole(1).default(fallback);
const perHour = perMinute;

const STRONG = "must be random, such as `openssl rand -base64 32` prints";

// Alice of Substrate's development accounts: a valid address that nobody trades with.
const EMBEDDED_ENTITY = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

const shape = z.object({
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
  PROVIDER: oneOf(["embedded", "vanta"]).default("embedded"),
  VANTA_GATEWAY_URL: address("https", "http").optional(),
  VANTA_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, "must be of printable characters, without spaces")
    .refine((key) => !isPlaceholder(key), "is a placeholder")
    .optional(),
  VANTA_ANSWER_SECONDS: above0(300).default(70),
  VANTA_SETTLE_SECONDS: between(0, 3_600).default(120),
  WALLET_GROUP: z.string().min(1).default("WALLET-USD"),
  TERMS_VERSION: z.string().min(1).default("2026-11-01"),
  FIRM_NAME: z.string().min(1).default("Propdesk"),
  SUPPORT_EMAIL: z
    .string()
    .refine((typed) => readEmail(typed).ok, "must be an e-mail address")
    // It stands in links, in which these mean something else.
    .regex(/^[^%?#&]*$/, "must not contain %, ?, # or &")
    .transform(emailKey)
    .default("support@propdesk.test"),
  // What else a receipt says of the firm; it is left out where it isn't set.
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
  // Set where Next.js leaves signals to us, as `npm start` does.
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
      "must be an e-mail address",
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
  RATE_LIMIT_LETTERS: perHour(5),
  RATE_LIMIT_PAYMENTS: perHour(30),
  RATE_LIMIT_DECLINES: perHour(10),
  RATE_LIMIT_STRIPE_READS: perMinute(30),
  PROVISIONING_RETRY_SECONDS: seconds.default([2, 5, 15, 30, 60, 120, 300, 600, 900]),
  PURCHASE_RESUME_SECONDS: seconds.default([30, 60, 120, 300, 600, 1800, 3600]),
  TRADING_ANSWER_SECONDS: above0(20).default(10),
  STRIPE_EVENT_RETENTION_DAYS: whole(30).default(180),
  WEBHOOK_RETENTION_DAYS: whole(2).default(30),
  OPEN_PAYMENT_HOURS: above0().default(24),
});

/** The names of all settings. */
export const settingNames: readonly string[] = Object.keys(shape.shape);

/** Every setting of the process, checked and in its own type. README.md explains each. */
export type Env = z.output<typeof shape> & { ENTITY_ADDRESS: string; livemode: boolean };

/**
 * Reads settings from a record of strings such as `process.env`.
 * Throws one Error whose message names every setting that is missing or wrong.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const set = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value?.trim() !== ""),
  );
  const misspelled = new Map(
    misspelledNames(set, settingNames).map(({ name, meant }) => [meant, name]),
  );
  const notSet = (name: string) =>
    misspelled.has(name)
      ? `${name} is not set, but ${misspelled.get(name)} is`
      : `${name} is not set`;
  const parsed = shape.safeParse(set);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return set[name] === undefined ? notSet(name) : `${name} ${issue.message}`;
      });
  if (set.PROPDESK_MODE !== "embedded") {
    for (const name of ownWords) if (!set[name]) problems.push(notSet(name));
    // Only a proxy speaks https for us. How many there are is the firm's to say, also that there is none.
    if (!set.TRUSTED_PROXY_HOPS && !set.APP_URL?.startsWith("http:")) {
      problems.push(notSet("TRUSTED_PROXY_HOPS"));
    }
  }
  if (parsed.success) problems.push(...conflicts(parsed.data));
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

const keyMode = (key: string) => key.split("_")[1];

function conflicts(env: z.output<typeof shape>): string[] {
  const found: string[] = [];
  if (keyMode(env.STRIPE_SECRET_KEY) !== keyMode(env.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY)) {
    found.push("STRIPE_SECRET_KEY and NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY are of different modes");
  }
  found.push(...vantaConflicts(env), ...mailConflicts(env));
  found.push(...secretConflicts(env));
  if (env.PROPDESK_MODE === "production") {
    if (!isPrivateLine(env.APP_URL)) {
      found.push("APP_URL must be https: the session cookie is not safe without");
    }
    if (env.METRICS_PORT && !env.METRICS_TOKEN) {
      found.push("METRICS_TOKEN is not set, and METRICS_PORT needs it");
    }
    if (env.STRIPE_API_BASE) found.push("STRIPE_API_BASE is for the embedded stack only");
    if (env.STRIPE_JS_URL) found.push("STRIPE_JS_URL is for the embedded stack only");
  }
  return found;
}

const isPrivateLine = (address: string) => {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || isLoopbackHost(hostname);
};

/** The venue's settings are a group: all of them with PROVIDER=vanta, else none. */
function vantaConflicts(env: z.output<typeof shape>): string[] {
  const own = ["VANTA_GATEWAY_URL", "VANTA_API_KEY"] as const;
  if (env.PROVIDER !== "vanta") {
    return own.filter((name) => env[name]).map((name) => `${name} needs PROVIDER=vanta`);
  }
  // Production asks for an ENTITY_ADDRESS anyway; only the embedded stack would make one up.
  const needed = env.PROPDESK_MODE === "embedded" ? [...own, "ENTITY_ADDRESS" as const] : own;
  const missing = needed.filter((name) => !env[name]);
  const found = missing.map((name) => `${name} is not set, and PROVIDER=vanta needs it`);
  if (env.VANTA_GATEWAY_URL && !isPrivateLine(env.VANTA_GATEWAY_URL)) {
    found.push("VANTA_GATEWAY_URL must be https: the key goes with each request");
  }
  return found;
}

/** Both of them, and e-mail is sent; neither, and it isn't. */
function mailConflicts({ SMTP_URL, MAIL_FROM }: z.output<typeof shape>): string[] {
  if ((SMTP_URL === undefined) === (MAIL_FROM === undefined)) return [];
  return SMTP_URL
    ? ["MAIL_FROM is not set, and SMTP_URL needs it"]
    : ["SMTP_URL is not set, and MAIL_FROM needs it"];
}

// What only the firm can say: the embedded stack makes it up, production never does.
const ownWords = ["ENTITY_ADDRESS", "PROVIDER", "TERMS_VERSION", "SUPPORT_EMAIL"];

let current: Env | undefined;

/** The settings of this process, read once. */
export function env(): Env {
  if (!current) {
    current = readEnv(process.env);
    // next-auth reads its own address by itself.
    process.env.NEXTAUTH_URL = current.APP_URL;
  }
  return current;
}

/** What an operator should look at in the settings of this process, a sentence each. */
export const startWarnings = (): string[] => settingWarnings(env(), process.env, settingNames);

/** Whether the development launcher runs this process with its stand-ins. */
export const isEmbedded = () => env().PROPDESK_MODE === "embedded";
