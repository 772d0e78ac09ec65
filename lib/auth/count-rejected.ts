import { isWrite, limitAnonymous, limitCaller } from "@/lib/http/rate-limit";
import type { Surface } from "./authenticate";
import { hasCredential, isKnownAsEnded, signedCredential } from "./credential";

type Rejected = Pick<Request, "headers" | "method">;

/**
 * Counts a request that is rejected for who sent it, or because nothing at its address takes it; before its
 * body is read. One with a proven credential is counted by its app or session. Others are counted by address:
 * writes, and all that carry a credential which we never signed. Reads of a session that has ended aren't:
 * honest clients poll with it. Throws RATE_LIMITED.
 */
export async function countRejected(
  { headers, method }: Rejected,
  address: string,
  surface?: Surface,
): Promise<void> {
  const credential = await signedCredential(headers);
  if (credential !== null && !isKnownAsEnded(credential.subject)) {
    // The app is accepted there. Its customers can make up the session tokens that it passes on.
    if (surface === "app+session" && credential.kind === "app") return;
    return limitCaller(credential.subject, method);
  }
  const isInvalid = credential === null && hasCredential(headers);
  if (isInvalid || isWrite(method)) await limitAnonymous(address);
}
