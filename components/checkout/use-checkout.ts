import { useQuery } from "@tanstack/react-query";
import { type ApiError, api } from "@/lib/client/api";
import type { CheckoutView } from "@/lib/payments/schemas";
import { loadStripeJs, type StripeSettings } from "./load-stripe-js";
import { type Order, startPath } from "./order";

const RETRIES = 2;

// After this long a page that comes back to the front asks whether its payment is still the one to pay.
const FRESH_MS = 5 * 60_000;

/**
 * The payment for an order: made once the page is open in a browser, never by a prefetch. It sends
 * no Idempotency-Key, so that a customer who leaves and comes back finds the same open payment. `known`
 * is the newest payment for the same thing that the buyer was shown: a newer one that is paid or
 * processing takes the place of a new payment.
 */
export const useCheckout = (order: Order, known: string | null) =>
  useQuery<CheckoutView, ApiError>({
    queryKey: ["checkout", order, known],
    queryFn: () => api("POST", startPath(order), { ...order, known_payment_id: known }),
    staleTime: FRESH_MS,
    refetchOnWindowFocus: true,
    // The next visit asks again: by then this one may be paid.
    gcTime: 0,
    networkMode: "always",
    retry: (count, error) => count < RETRIES && error.code === "UNAVAILABLE",
    retryDelay: (_, error) => Math.min(error.retryAfter ?? 1, 5) * 1000,
  });

/** Stripe.js, loaded once for as long as the tab is open. */
export const useStripeJs = (settings: StripeSettings) =>
  useQuery({
    queryKey: ["stripe-js", settings],
    queryFn: () => loadStripeJs(settings),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    networkMode: "always",
    structuralSharing: false,
    retry: false,
  });
