import type { ServerResponse } from "node:http";
import { type Env, env } from "@/lib/env";

// Two years, as browsers' preload lists ask for.
const MAX_AGE = "max-age=63072000";

/**
 * The value of Strict-Transport-Security, or null where the product isn't served over https. Other hosts below
 * ours, which may belong to others, are bound only if the firm says so.
 */
export function transportSecurity(settings: Pick<Env, "APP_URL" | "HSTS_SUBDOMAINS">) {
  if (!settings.APP_URL.startsWith("https:")) return null;
  return settings.HSTS_SUBDOMAINS === "on" ? `${MAX_AGE}; includeSubDomains` : MAX_AGE;
}

/** Tells browsers to come by https alone, where the product is served so. For every response, files too. */
export function requireHttps(response: ServerResponse): void {
  const value = transportSecurity(env());
  if (value) response.setHeader("strict-transport-security", value);
}
