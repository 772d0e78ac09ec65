import { env } from "@/lib/core/env";
import { malformedReason } from "./why-malformed";

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
 * The reason why an event is stored and never handled, for its note; null for one to handle. Another account, a
 * connected one or one of an organization, controls the metadata of its PaymentIntents and may put our payments'
 * ids there. A malformed event would fail at each try.
 */
export function ignoredReason(event: SignedEvent): string | null {
  if (event.account) return "from a connected account";
  if (event.context) return "from another account of the organization";
  if (event.livemode !== env().livemode) return "from Stripe's other mode (live or test)";
  return malformedReason(event);
}
