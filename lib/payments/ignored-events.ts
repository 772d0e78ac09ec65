import { env } from "@/lib/env";
import { whyMalformed } from "./event-form";

interface SignedEvent {
  type: string;
  livemode: boolean;
  /** The connected account of an event of Connect's. */
  account?: string | null | undefined;
  /** The account of an event that Stripe sends to an endpoint of an organization. */
  context?: string | null | undefined;
  [field: string]: unknown;
}

/**
 * Why an event is stored and never handled, as its note; null for one that concerns us. A connected
 * account, or another one of an organization, says what it likes of its own PaymentIntents, our payments'
 * ids in their metadata included. Handling a malformed one would fail at each try.
 */
export function whyIgnored(event: SignedEvent): string | null {
  if (event.account) return "of a connected account";
  if (event.context) return "of an account of an organization, for which Stripe set a context";
  if (event.livemode !== env().livemode) return "of the other mode, live or test";
  return whyMalformed(event);
}
