import { appCallerOf, appTokenOf, sessionCookieName, sessionTokenOf } from "@/lib/auth";
import type { AppCaller, Context } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import type { DocumentedOperation } from "../all-operations";

interface Credentials {
  headers: Record<string, string>;
  /** Values that must not appear in the shown response. */
  secrets: string[];
}

/** The app of the documentation. Throws INVALID_STATE if it isn't set up. */
export async function docsApp(ctx: Context): Promise<AppCaller> {
  const { DOCS_APP_ID } = env();
  if (!DOCS_APP_ID) {
    throw new AppError("INVALID_STATE", "“Try it” isn't configured for app endpoints.");
  }
  return appCallerOf(ctx, DOCS_APP_ID).catch((cause: unknown) => {
    if (!(cause instanceof AppError)) throw cause;
    throw new AppError("INVALID_STATE", "The app that “Try it” uses is disabled.", { cause });
  });
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** The reader's credentials for an operation's surface. `cookie` is the header that their browser sent. */
export async function credentialsFor(
  ctx: Context,
  { id, surface }: DocumentedOperation,
  cookie: string | null,
): Promise<Credentials> {
  if (surface === "app+session" || surface === "app") {
    const app = await appTokenOf(await docsApp(ctx));
    if (surface === "app") return { headers: bearer(app), secrets: [app] };
    const session = await sessionTokenOf(ctx);
    return { headers: { ...bearer(app), "x-session-token": session }, secrets: [app, session] };
  }
  if (surface === "session") {
    const session = await sessionTokenOf(ctx);
    return { headers: bearer(session), secrets: [session] };
  }
  if (id === "getMetrics") {
    const { METRICS_TOKEN } = env();
    return METRICS_TOKEN
      ? { headers: bearer(METRICS_TOKEN), secrets: [METRICS_TOKEN] }
      : { headers: {}, secrets: [] };
  }
  return surface === "public" ? { headers: {}, secrets: [] } : asBrowser(cookie);
}

/** Credentials of the reader's own browser: only its session cookie, from our origin. */
function asBrowser(cookie: string | null): Credentials {
  const name = `${sessionCookieName()}=`;
  const own = cookie
    ?.split(";")
    .find((pair) => pair.trim().startsWith(name))
    ?.trim();
  return {
    headers: { origin: env().APP_URL, ...(own && { cookie: own }) },
    secrets: own ? [own.slice(name.length)] : [],
  };
}
