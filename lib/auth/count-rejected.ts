import type { Surface } from "@/lib/http/operation";
import { isWrite, limitAnonymous, limitCaller } from "@/lib/http/rate-limit";
import { hasCredential, isCachedAsEnded, signedCredential } from "./credential";

type RejectedRequest = Pick<Request, "headers" | "method">;

/**
 * Counts a request that is rejected for its credential, or because its address or method isn't served. Call it before
 * the body is read. A request with a proven credential is counted by its app or session. Others are counted by
 * network: writes, and requests with a credential that we never signed. Reads with an ended session aren't counted,
 * since honest clients poll with it. Throws RATE_LIMITED.
 */
export async function countRejected(
  { headers, method }: RejectedRequest,
  address: string,
  surface?: Surface,
): Promise<void> {
  const credential = await signedCredential(headers);
  if (credential !== null && !isCachedAsEnded(credential.subject)) {
    // The app is valid, and only the session token was rejected: an app passes on what its customers send.
    if (surface === "app+session" && credential.kind === "app") return;
    return limitCaller(credential.subject, method);
  }
  const isInvalid = credential === null && hasCredential(headers);
  if (isInvalid || isWrite(method)) await limitAnonymous(address);
}
