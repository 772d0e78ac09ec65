import { createHash } from "node:crypto";
import { isIP, isIPv6 } from "node:net";
import { isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { StartError } from "@/sandbox/start-error";

/** The folder of this checkout. */
export const projectDir = fileURLToPath(new URL("../..", import.meta.url));

export type Mode = "dev" | "preview";

export interface StripeKeys {
  secretKey: string;
  publishableKey: string;
  webhookSecret: string;
}

export interface Settings {
  mode: Mode;
  port: number;
  /** The address that the app listens on: a loopback address. */
  host: string;
  appUrl: string;
  /** Absolute. All data of this stack is in it. */
  dataDir: string;
  /** Next's output folder, relative to the project: one per stack. */
  distDir: string;
  /** The developer's own database; undefined for the embedded one. */
  databaseUrl: string | undefined;
  /** The same database without its pooler, if it has one. */
  databaseDirectUrl: string | undefined;
  /** Real keys; undefined for the sandbox. */
  stripe: StripeKeys | undefined;
  nextAuthSecret: string | undefined;
  encryptionKeys: string | undefined;
}

type Env = Record<string, string | undefined>;

/**
 * Reads the launcher's settings. An empty setting counts as not set.
 *
 * @throws StartError for an invalid port, for Stripe settings that are incomplete or mix test and live keys, for live
 * keys, and for a HOST that other machines reach.
 */
export function readSettings(mode: Mode, env: Env): Settings {
  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartError(`PORT "${env.PORT}" isn't a valid port (1–65535).`);
  }
  const dataDir = resolve(projectDir, env.DATA_DIR || ".data");
  return {
    mode,
    port,
    host: readHost(env.HOST),
    appUrl: (env.APP_URL || `http://localhost:${port}`).replace(/\/+$/, ""),
    dataDir,
    distDir: distDirFor(dataDir),
    databaseUrl: env.DATABASE_URL || undefined,
    databaseDirectUrl: (env.DATABASE_URL && env.DATABASE_DIRECT_URL) || undefined,
    stripe: readStripe(env),
    nextAuthSecret: env.NEXTAUTH_SECRET || undefined,
    encryptionKeys: env.ENCRYPTION_KEYS || undefined,
  };
}

/** Ignores a HOST that isn't an IP address: some shells export the machine's name as HOST. */
function readHost(host = ""): string {
  if (!isIP(host)) return "127.0.0.1";
  if (/^127\.|^::1$/.test(host)) return host;
  throw new StartError(
    `HOST is ${host}, which other machines may be able to reach. This stack shows all emails, has demo logins with public passwords, and lets admins in without two-factor authentication. Leave HOST unset, or set it to 127.0.0.1 or ::1. From another machine, use an SSH tunnel.`,
  );
}

/** The app's origin on this machine. */
export const originOf = ({ host, port }: Pick<Settings, "host" | "port">): string =>
  `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;

/** Next.js only builds inside the project. For a data folder elsewhere, a folder named by its hash is used. */
function distDirFor(dataDir: string): string {
  const inside = relative(projectDir, dataDir);
  if (inside !== "" && !inside.startsWith("..") && !isAbsolute(inside)) return join(inside, "next");
  return `.next-${createHash("sha256").update(dataDir).digest("hex").slice(0, 8)}`;
}

function readStripe(env: Env): StripeKeys | undefined {
  const group = {
    STRIPE_SECRET_KEY: env.STRIPE_SECRET_KEY ?? "",
    STRIPE_WEBHOOK_SECRET: env.STRIPE_WEBHOOK_SECRET ?? "",
    NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: env.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY ?? "",
  };
  const names = Object.entries(group);
  const missing = names.filter(([, value]) => value === "").map(([name]) => name);
  if (missing.length === names.length) return undefined;
  if (missing.length > 0) {
    throw new StartError(
      `Stripe is only partly configured: ${missing.join(" and ")} ${missing.length > 1 ? "aren't" : "isn't"} set. Set all of ${names.map(([name]) => name).join(", ")}, or none to use the sandbox.`,
    );
  }
  const [secretMode, publishableMode] = [
    group.STRIPE_SECRET_KEY,
    group.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY,
  ].map((key) => key.split("_")[1]);
  if (secretMode !== publishableMode) {
    throw new StartError(
      "STRIPE_SECRET_KEY and NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY are from different modes. Use two test keys or two live keys.",
    );
  }
  if (secretMode === "live") {
    throw new StartError(
      "STRIPE_SECRET_KEY is a live key. This stack shows all emails and lets admins in without two-factor authentication. Use test keys, or none to use the sandbox.",
    );
  }
  return {
    secretKey: group.STRIPE_SECRET_KEY,
    publishableKey: group.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY,
    webhookSecret: group.STRIPE_WEBHOOK_SECRET,
  };
}
