import { headers } from "next/headers";
import { cache } from "react";
import { loadSession, sessionIdFromCookie } from "@/lib/auth";
import type { Context, CustomerActor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { currentPage } from "./page-request";
import { anonymousContext } from "./route";

/** The context of a page: the person behind the browser's cookie, or nobody. Looked up once a request. */
export const pageContext = cache(async (): Promise<Context> => {
  const sent = new Headers(await headers());
  const page = currentPage();
  const ctx = anonymousContext(sent, page?.requestId);
  const sid = await sessionIdFromCookie(sent);
  if (!sid) return ctx;
  try {
    const { through: _, ...actor } = await loadSession(ctx.db, sid);
    if (page) page.customer = actor.publicId;
    return { ...ctx, actor };
  } catch (error) {
    if (error instanceof AppError) return ctx;
    throw error;
  }
});

/** Who is signed in, or null. */
export const signedIn = (ctx: Context): CustomerActor | null =>
  ctx.actor.kind === "customer" ? ctx.actor : null;

/** The page's own address, to come back to after signing in. */
export const pageAddress = async (): Promise<string> =>
  (await headers()).get("x-address") ?? "/dashboard";
