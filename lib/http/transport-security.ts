import type { ServerResponse } from "node:http";
import { env } from "@/lib/env";

// Two years, as browsers' preload lists ask for.
const VALUE = "max-age=63072000; includeSubDomains";

/** Tells browsers to come by https alone, where the product is served so. For every response, files too. */
export function requireHttps(response: ServerResponse): void {
  if (env().APP_URL.startsWith("https:")) response.setHeader("strict-transport-security", VALUE);
}
