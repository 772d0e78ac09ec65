import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type ApiError, api } from "@/lib/client/api";
import type { PaymentView } from "@/lib/payments/schemas";
import type { Told } from "../addresses";
import { isOpen } from "../is-open";
import { pollingInterval, type Stage, type Watch } from "./stage";
import { useSeconds } from "./use-seconds";

interface Options<T, S> {
  /** As the server had it when it made the page. */
  start: T;
  told: Told | null;
  /** The server's time when it made the page: the reader's own clock may be wrong. ISO 8601. */
  loadedAt: string;
  fetch: (paymentId: string) => Promise<T>;
  stageOf: (current: T, watch: Watch) => S;
}

/** Seconds after which Stripe is asked, in case its event got lost; and once more. */
const SYNC_AT = [10, 20];
/** Seconds between tries to ask for the first time, where nobody was told that it is paid. */
const CHECK_EVERY = 10;

/** Watches a payment and what it pays for until it is settled: every second at first, then slower. */
export function useWatch<T extends { payment: PaymentView }, S extends Stage>(
  options: Options<T, S>,
) {
  const { start, loadedAt, fetch, stageOf } = options;
  const id = start.payment.payment_id;
  const watched = useSeconds();
  const [believed, setBelieved] = useState(options.told);
  // A payment that somebody comes back to may be paid without our knowing.
  const [checked, setChecked] = useState(options.told !== null);
  const standing = (current: T) => {
    const paidAt = Date.parse(current.payment.paid_at ?? loadedAt);
    const sincePaid = (Date.parse(loadedAt) - paidAt) / 1000 + watched;
    return stageOf(current, { watched, sincePaid, told: believed, checked });
  };

  const query = useQuery<T, ApiError>({
    queryKey: ["purchase", id],
    queryFn: () => fetch(id),
    initialData: start,
    gcTime: 0,
    retry: false,
    // Offline it keeps asking, so that it can say so and goes on by itself.
    networkMode: "always",
    refetchInterval: ({ state }) => pollingInterval(standing(state.data ?? start), watched),
    refetchOnWindowFocus: "always",
  });
  const current = query.data ?? start;
  const stage = standing(current);

  // From here on the server knows more than the browser was told.
  if (believed && !isOpen(current.payment.status)) setBelieved(null);

  const { refetch } = query;
  const waiting = pollingInterval(stage, watched) !== false;
  const tries = checked
    ? SYNC_AT.filter((seconds) => watched >= seconds).length
    : 1 + Math.floor(watched / CHECK_EVERY);
  const syncs = waiting ? tries : 0;
  useEffect(() => {
    if (syncs === 0) return;
    api("POST", `/v2/payments/${encodeURIComponent(id)}/sync`)
      .then(() => refetch())
      .then(() => {
        setChecked(true);
        // What Stripe still calls open after it was processed, is open.
        setBelieved((now) => (now === "processing" ? null : now));
      })
      // Asked again later, and the event itself may still come.
      .catch(() => {});
  }, [syncs, id, refetch]);

  return { current, stage, problem: query.error };
}
