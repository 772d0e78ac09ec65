import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { BODY_LIMIT, parseJson, readText } from "@/lib/http/body";
import { toAppError } from "@/lib/http/respond";
import { deviceCookie } from "./device";
import { authOptions } from "./next-auth";

/** What our pages and the documentation use of next-auth. Its other actions log and answer what anybody sends. */
const actions: ReadonlySet<string> = new Set([
  "GET csrf",
  "GET session",
  "GET providers",
  "POST callback/credentials",
  "POST signout",
]);

/**
 * Lets next-auth answer, within the contract: NOT_FOUND for an action that isn't used here: bodies up to 64 KiB, bad input is INVALID_REQUEST,
 * and a refused sign-in has the status of its code beside next-auth's own body.
 */
export async function nextAuth(ctx: Context, request: Request, params: { nextauth: string[] }) {
  const method = request.method === "HEAD" ? "GET" : request.method;
  if (!actions.has(`${method} ${params.nextauth.join("/")}`)) {
    throw new AppError("NOT_FOUND", "There is no such action.");
  }
  let failure: AppError | undefined;
  let hasSignedIn = false;
  // A browser that signs in is recognized by it the next time: the session that begins has its hash.
  const device = deviceCookie(request.headers);
  const options = authOptions(Object.assign(ctx, { device: device.hash }), {
    failed: (error) => {
      failure = toAppError(error, ctx.log);
    },
    signedIn: () => {
      hasSignedIn = true;
    },
  });
  const handler = NextAuth(options);
  const next = { params: Promise.resolve(params) };
  const answer: Response = await handler(await readWhole(request), next);
  if (answer.status === 400 || answer.status >= 500) {
    throw new AppError("INVALID_REQUEST", "next-auth has no such action, or not for this input.");
  }
  if (failure && answer.status === 401) return refused(answer, failure);
  if (failure && failure.status >= 500) throw failure;
  if (hasSignedIn) answer.headers.append("set-cookie", device.header);
  return answer;
}

/** The same request with its body in memory, once it is known to be small and well formed. */
async function readWhole(request: Request): Promise<NextRequest> {
  const { url, method, headers } = request;
  // next-auth knows no HEAD: it is GET, whose body Next.js leaves out.
  if (method !== "POST") return new NextRequest(url, { method: "GET", headers });
  const body = await readText(request, BODY_LIMIT);
  if (headers.get("content-type")?.includes("application/json")) parseJson(body);
  return new NextRequest(url, { method, headers, ...(body && { body }) });
}

function refused(answer: Response, { status, retryAfter }: AppError): Response {
  const response = new Response(answer.body, { status, headers: answer.headers });
  if (retryAfter !== undefined) response.headers.set("retry-after", String(Math.ceil(retryAfter)));
  if (status === 401) response.headers.set("www-authenticate", 'Bearer realm="propdesk"');
  return response;
}
