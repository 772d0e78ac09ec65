import { env } from "@/lib/env";

/**
 * Why an event is stored and never handled, as its note; null for one that concerns us. A connected
 * account says what it likes of its own PaymentIntents, our payments' ids in their metadata included.
 */
export function whyIgnored({
  livemode,
  account,
}: {
  livemode: boolean;
  account?: string | null | undefined;
}): string | null {
  if (account) return "of a connected account";
  return livemode === env().livemode ? null : "of the other mode, live or test";
}
