import { useQuery } from "@tanstack/react-query";
import { type ApiError, api } from "@/components/client/api";
import type { CheckoutView } from "@/lib/payments/schemas";
import { loadStripeJs, type StripeSettings } from "./load-stripe-js";
import { type Order, startPath } from "./order";

const RETRIES = 2;

// A tab that is shown again after this time checks that its payment is still the one to pay.
const FRESH_MS = 5 * 60_000;

/**
 * The payment for an order. It is created once the page is open in a browser, never by a prefetch. No
 * Idempotency-Key is sent, so that a customer who leaves and returns gets the same open payment.
 * `acknowledgedId` is the newest payment for the same thing that the buyer was shown: a newer one that is
 * paid or processing is returned in place of a new payment.
 */
export const useCheckout = (order: Order, acknowledgedId: string | null) =>
  useQuery<CheckoutView, ApiError>({
    queryKey: ["checkout", order, acknowledgedId],
    queryFn: () => api("POST", startPath(order), { ...order, known_payment_id: acknowledgedId }),
    staleTime: FRESH_MS,
    refetchOnWindowFocus: true,
    // The next visit requests it again: by then this one may be paid.
    gcTime: 0,
    networkMode: "always",
    retry: (count, error) => count < RETRIES && error.code === "UNAVAILABLE",
    retryDelay: (_, error) => Math.min(error.retryAfter ?? 1, 5) * 1000,
  });

/** Stripe.js, loaded once per tab. */
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
