import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type ApiError, api } from "@/components/client/api";
import { liveQuery } from "@/components/client/live-query";
import type { PaymentView } from "@/lib/payments/schemas";
import { isOpen } from "../is-open";
import type { RedirectStatus } from "../paths";
import { pollingInterval, type Stage, type Watch } from "./stage";

interface Options<T, S> {
  /** The state that the server rendered. */
  start: T;
  redirectStatus: RedirectStatus | null;
  /** The server's time when it rendered the page, since the reader's clock may be wrong. ISO 8601. */
  loadedAt: string;
  fetch: (paymentId: string) => Promise<T>;
  stageOf: (current: T, watch: Watch) => S;
}

/** Seconds after which the payment is synced with Stripe, in case its event was lost: twice. */
const SYNC_AT = [10, 20];
/** Seconds between attempts of the first sync, if Stripe.js reported no result. */
const CHECK_EVERY = 10;

/** Polls a payment and what it pays for until it is settled: every second at first, then less often. */
export function useWatch<T extends { payment: PaymentView }, S extends Stage>(
  options: Options<T, S>,
) {
  const { start, loadedAt, fetch, stageOf } = options;
  const id = start.payment.payment_id;
  const watched = useSeconds();
  const [redirectStatus, setRedirectStatus] = useState(options.redirectStatus);
  // A customer may return to a payment that was paid while its event is still missing.
  const [checked, setChecked] = useState(options.redirectStatus !== null);
  const stageOfNow = (current: T) => {
    const paidAt = Date.parse(current.payment.paid_at ?? loadedAt);
    const sincePaid = (Date.parse(loadedAt) - paidAt) / 1000 + watched;
    return stageOf(current, { watched, sincePaid, redirectStatus, checked });
  };

  const query = useQuery<T, ApiError>({
    queryKey: ["purchase", id],
    queryFn: () => fetch(id),
    initialData: start,
    ...liveQuery,
    refetchInterval: ({ state }) => pollingInterval(stageOfNow(state.data ?? start), watched),
    refetchOnWindowFocus: "always",
  });
  const current = query.data ?? start;
  const stage = stageOfNow(current);

  // Our server's status is newer than what Stripe.js reported.
  if (redirectStatus && !isOpen(current.payment.status)) setRedirectStatus(null);

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
        // Still open at Stripe after the sync: the earlier "processing" no longer holds.
        setRedirectStatus((now) => (now === "processing" ? null : now));
      })
      // It is tried again later, and the event itself may still arrive.
      .catch(() => {});
  }, [syncs, id, refetch]);

  return { current, stage, problem: query.error };
}

/** Whole seconds since the component mounted, right even after the computer has slept. */
function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const start = Date.now();
    const tick = () => setSeconds(Math.floor((Date.now() - start) / 1000));
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}
