import { createBoundedCache } from "@/lib/core/bounded-cache";
import { networkOf } from "./network";

/** Stripe sends from about twenty addresses. */
const MAX_SENDERS = 1_000;

// One a process: Next.js loads a route's modules and the server's own separately.
const shared = globalThis as typeof globalThis & {
  propdeskEventSenders?: ReturnType<typeof createBoundedCache<true>>;
};
const senders = () => {
  shared.propdeskEventSenders ??= createBoundedCache(MAX_SENDERS);
  return shared.propdeskEventSenders;
};

/** Records that Stripe sends from an address. Call it for an event whose signature is valid. */
export const recordEventSender = (address: string): void => senders().set(networkOf(address), true);

/** Whether an event with a valid signature has come from a network. */
export const isEventSender = (network: string): boolean => senders().get(network) !== undefined;
