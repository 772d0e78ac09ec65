import { createBoundedCache } from "@/lib/core/bounded-cache";
import { perProcess } from "@/lib/core/per-process";
import { networkOf } from "./network";

/** Stripe sends from about twenty addresses. */
const MAX_SENDERS = 1_000;

const senders = perProcess("event-senders", () => createBoundedCache<true>(MAX_SENDERS));

/** Records that Stripe sends from an address. Call it for an event whose signature is valid. */
export const recordEventSender = (address: string): void => senders().set(networkOf(address), true);

/** Whether an event with a valid signature has come from a network. */
export const isEventSender = (network: string): boolean => senders().get(network) !== undefined;
