import { createHash } from "node:crypto";
import { isIP, isIPv6 } from "node:net";
import { isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { StartError } from "./start-error";

/** The checkout that this launcher belongs to. */
export const projectDir = fileURLToPath(new URL("..", import.meta.url));

export type Mode = "dev" | "preview";

export interface StripeKeys {
  secretKey: string;
  publishableKey: string;
  webhookSecret: string;
}

export interface Settings {
  mode: Mode;
  port: number;
  /** The address that the app listens at: one that only this machine reaches. */
  host: string;
  appUrl: string;
  /** Absolute. Everything that this stack keeps lies in it. */
  dataDir: string;
  /** Next's output folder, relative to the project: one per stack. */
  distDir: string;
  /** A database of one's own; undefined for the embedded one. */
  databaseUrl: string | undefined;
  /** The same one past its pooler, where it has one. */
  databaseDirectUrl: string | undefined;
  /** Real keys; undefined for the sandbox. */
  stripe: StripeKeys | undefined;
  nextAuthSecret: string | undefined;
  encryptionKeys: string | undefined;
}

type Env = Record<string, string | undefined>;

/**
 * Reads the launcher's settings. A setting that is empty counts as not set.
 *
 * @throws StartError for a port that isn't one, for a Stripe group that is set only in part or mixes
 * test and live keys, for live keys, and for a HOST that other machines reach.
 */
export function readSettings(mode: Mode, env: Env): Settings {
  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartError(
      `PORT is "${env.PORT}", which is not a port: set a number from 1 to 65535.`,
    );
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

/** Some shells export the machine's name as HOST: only an address was meant for us. */
function readHost(host = ""): string {
  if (!isIP(host)) return "127.0.0.1";
  if (/^127\.|^::1$/.test(host)) return host;
  throw new StartError(
    `HOST is ${host}, which other machines may reach: this stack shows all emails, has demo logins with public passwords, and lets admins in without a second factor. Leave HOST unset, or set 127.0.0.1 or ::1; from another machine use an SSH tunnel.`,
  );
}

/** Where the app is reached from this machine. */
export const originOf = ({ host, port }: Pick<Settings, "host" | "port">): string =>
  `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;

/** Next builds inside the project only: a data folder elsewhere has a folder here named after it. */
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
      `Stripe is only half configured: ${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} not set. Set ${names.map(([name]) => name).join(", ")} together, or none of them to use the sandbox.`,
    );
  }
  const [secretMode, publishableMode] = [
    group.STRIPE_SECRET_KEY,
    group.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY,
  ].map((key) => key.split("_")[1]);
  if (secretMode !== publishableMode) {
    throw new StartError(
      "STRIPE_SECRET_KEY and NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY are of different modes: both must be test keys, or both live ones.",
    );
  }
  if (secretMode === "live") {
    throw new StartError(
      "STRIPE_SECRET_KEY is a live key: this stack shows all emails and lets admins in without a second factor. Set test keys, or none to use the sandbox.",
    );
  }
  return {
    secretKey: group.STRIPE_SECRET_KEY,
    publishableKey: group.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY,
    webhookSecret: group.STRIPE_WEBHOOK_SECRET,
  };
}
