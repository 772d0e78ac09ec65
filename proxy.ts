import { type NextRequest, NextResponse } from "next/server";
import { newId } from "@/lib/core/ids";
import { contentSecurityPolicy, newNonce } from "@/lib/http/content-security-policy";
import { REQUEST_ID } from "@/lib/http/request-id";

/** Gives each page its request id, its own address and a Content-Security-Policy with a nonce of its own. */
export function proxy(request: NextRequest) {
  const nonce = newNonce();
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  // A layout isn't told which page it is made for.
  headers.set("x-address", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set(REQUEST_ID, request.headers.get(REQUEST_ID) ?? newId("req"));
  return response;
}

export const config = {
  // The APIs give their own ids; the rest that is left out are files, whose policy is in next.config.mjs.
  matcher: [
    "/((?!(?:api|v2|prop|_next)(?:/|$)|favicon\\.ico$|icon\\.svg$|apple-icon\\.png$|icons/[\\w-]+\\.png$|robots\\.txt$|sitemap\\.xml$|manifest\\.webmanifest$|(?:programs/[^/]+/)?picture\\.png$).*)",
  ],
};
