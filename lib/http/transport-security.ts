import { env } from "@/lib/env";

// Two years, as browsers' preload lists ask for.
const VALUE = "max-age=63072000; includeSubDomains";

/** Tells browsers to come by https alone, where the product is served so. */
export function requireHttps(headers: Headers): void {
  if (env().APP_URL.startsWith("https:")) headers.set("strict-transport-security", VALUE);
}
