import { headers } from "next/headers";
import { cache } from "react";
import { loadSession, sessionIdFromCookie } from "@/lib/auth";
import type { Context, CustomerActor } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { currentPage } from "@/lib/http/page-request";
import { anonymousContext } from "./anonymous-context";

/** The context of a page. Its actor is the customer of the session cookie, or anonymous. Loaded once a request. */
export const pageContext = cache(async (): Promise<Context> => {
  const requestHeaders = new Headers(await headers());
  const page = currentPage();
  const ctx = anonymousContext(requestHeaders, page?.requestId);
  const sid = await sessionIdFromCookie(requestHeaders);
  if (!sid) return ctx;
  try {
    const { sessionApp: _, ...actor } = await loadSession(ctx.db, sid);
    if (page) page.customer = actor.publicId;
    return { ...ctx, actor };
  } catch (error) {
    if (error instanceof AppError) return ctx;
    throw error;
  }
});

/** The signed-in customer; null without one. */
export const signedInCustomer = (ctx: Context): CustomerActor | null =>
  ctx.actor.kind === "customer" ? ctx.actor : null;

/** The page's own address, to return to after sign-in. */
export const pageAddress = async (): Promise<string> =>
  (await headers()).get("x-address") ?? "/dashboard";
