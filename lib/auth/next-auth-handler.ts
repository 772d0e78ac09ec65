import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { BODY_LIMIT, parseJson, readText } from "@/lib/http/body";
import { toAppError } from "@/lib/http/respond";
import { deviceCookie } from "./device";
import { authOptions } from "./next-auth";

/** Loaded by the first request. Workers and commands serve none, and these packages took a fifth of their start. */
async function loadNextAuth() {
  const [server, nextAuth] = await Promise.all([import("next/server"), import("next-auth")]);
  return { NextRequest: server.NextRequest, NextAuth: nextAuth.default };
}

/** The actions of next-auth that our pages and the reference use. Its other actions log and echo any input. */
const actions: ReadonlySet<string> = new Set([
  "GET csrf",
  "GET session",
  "GET providers",
  "POST callback/credentials",
  "POST signout",
]);

/**
 * Serves a request with next-auth, within our contract: other actions than ours are NOT_FOUND, bodies have up to
 * 64 KiB, invalid input is INVALID_REQUEST, and a failed sign-in has next-auth's body with the status of our code.
 */
export async function handleNextAuth(
  ctx: Context,
  request: Request,
  params: { nextauth: string[] },
) {
  const method = request.method === "HEAD" ? "GET" : request.method;
  if (!actions.has(`${method} ${params.nextauth.join("/")}`)) {
    throw new AppError("NOT_FOUND", "Unknown endpoint.");
  }
  let failure: AppError | undefined;
  let hasSignedIn = false;
  // By this cookie the browser is recognized at its next sign-in: the session stores its hash.
  const device = deviceCookie(request.headers);
  const options = authOptions(Object.assign(ctx, { device: device.hash }), {
    failed: (error) => {
      failure = toAppError(error, ctx.log);
    },
    signedIn: () => {
      hasSignedIn = true;
    },
  });
  const { NextRequest, NextAuth } = await loadNextAuth();
  const handler = NextAuth(options);
  const next = { params: Promise.resolve(params) };
  const checked = new NextRequest(request.url, await readRequest(request));
  const response: Response = await handler(checked, next);
  if (response.status === 400 || response.status >= 500) {
    throw new AppError("INVALID_REQUEST", "next-auth doesn't accept this action or input.");
  }
  if (failure && response.status === 401) return withStatus(response, failure);
  if (failure && failure.status >= 500) throw failure;
  if (hasSignedIn) response.headers.append("set-cookie", device.header);
  return response;
}

/** What next-auth gets of the request, with its body in memory, checked for size and form. */
async function readRequest(request: Request) {
  const { method, headers } = request;
  // next-auth has no HEAD: serve a GET, whose body Next.js leaves out.
  if (method !== "POST") return { method: "GET", headers };
  const body = await readText(request, BODY_LIMIT);
  if (headers.get("content-type")?.includes("application/json")) parseJson(body);
  return { method, headers, ...(body && { body }) };
}

function withStatus(original: Response, { status, retryAfter }: AppError): Response {
  const response = new Response(original.body, { status, headers: original.headers });
  if (retryAfter !== undefined) response.headers.set("retry-after", String(Math.ceil(retryAfter)));
  if (status === 401) response.headers.set("www-authenticate", 'Bearer realm="propdesk"');
  return response;
}
