import { demoLogins } from "@/db/demo";
import { env, isEmbedded } from "@/lib/env";

/** The demo app's credentials, where the embedded stack has it: they open nothing anywhere else. */
export function demoApp(): { clientId: string; clientSecret: string } | null {
  const { client_id: clientId, client_secret: clientSecret } = demoLogins.app;
  return isEmbedded() && env().DOCS_APP_ID === clientId ? { clientId, clientSecret } : null;
}
