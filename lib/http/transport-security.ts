import type { ServerResponse } from "node:http";
import { type Env, env } from "@/lib/core/env";

// Two years, as browsers' preload lists ask for.
const MAX_AGE = "max-age=63072000";

/**
 * The value of Strict-Transport-Security; null if the product isn't served over https. Subdomains, which may belong
 * to others, are included only with HSTS_SUBDOMAINS.
 */
export function transportSecurity(settings: Pick<Env, "APP_URL" | "HSTS_SUBDOMAINS">) {
  if (!settings.APP_URL.startsWith("https:")) return null;
  return settings.HSTS_SUBDOMAINS === "on" ? `${MAX_AGE}; includeSubDomains` : MAX_AGE;
}

/** Adds Strict-Transport-Security to a response, if the product is served over https. For every response, files too. */
export function requireHttps(response: ServerResponse): void {
  const value = transportSecurity(env());
  if (value) response.setHeader("strict-transport-security", value);
}
