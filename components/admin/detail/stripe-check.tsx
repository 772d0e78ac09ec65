"use client";

import { Loader } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { type ApiError, api } from "@/components/client/api";
import { liveQuery } from "@/components/client/live-query";
import type { StripeCheck as Check } from "@/lib/console/schemas";
import type { PaymentCheckView } from "@/lib/payments/schemas";
import { TimeAgo } from "../../ui/time-ago";
import { checkProblems } from "../actions/check-messages";
import { refreshRepeatedly } from "../actions/use-action";
import classes from "./stripe-check.module.css";

/** The pause before the check is repeated while another check of the same payment is in progress. */
const IN_PROGRESS_MS = 3_000;
const SECOND_MS = 1_000;

/**
 * When a payment was last compared with Stripe. A payment that Stripe may still change is compared when the
 * page is opened; if something has changed, the page is refreshed.
 */
export function StripeCheck({ check }: { check: Check }) {
  const { payment_id, is_automatic, has_payment_intent, checked_at, last_step } = check;
  const { refresh } = useRouter();
  const { data, error, isFetching, refetch } = useQuery<PaymentCheckView, ApiError>({
    queryKey: ["payment-check", payment_id],
    queryFn: () => api("POST", `/api/admin/payments/${encodeURIComponent(payment_id)}/check`),
    enabled: is_automatic,
    refetchOnMount: "always",
    refetchOnWindowFocus: "always",
    refetchInterval: ({ state: { status, data: last } }) =>
      status === "success" && last?.result === "in_progress" && IN_PROGRESS_MS,
    ...liveQuery,
  });
  const hasChanged = data !== undefined && data.last_step > last_step;
  useEffect(() => {
    if (hasChanged) refreshRepeatedly(refresh);
  }, [hasChanged, refresh]);

  if (!has_payment_intent) {
    return (
      <p className={classes.line}>
        No PaymentIntent was created in Stripe, so nothing was charged.
      </p>
    );
  }
  const last = latest(checked_at, data?.checked_at ?? null);
  const since = last && <TimeAgo at={last} tickMs={SECOND_MS} />;
  if (error && !isFetching) {
    return (
      <p className={classes.line} role="status" data-tone="amber">
        <IconAlertTriangle size={14} aria-hidden />
        <span>
          {error.code === "UNAVAILABLE" || error.code === "NETWORK"
            ? "Stripe didn't respond"
            : `The Stripe check failed (${error.code})`}
          ; {since ? <>last checked {since}</> : "not checked yet"}.
        </span>
        <button type="button" className={classes.again} onClick={() => void refetch()}>
          <IconRefresh size={14} aria-hidden /> Check again
        </button>
      </p>
    );
  }
  if (is_automatic && (!data || isFetching || data.result === "in_progress")) {
    return (
      <p className={classes.line} role="status">
        <Loader size={12} color="gray" aria-hidden /> Checking with Stripe…
      </p>
    );
  }
  const problem = data && checkProblems[data.result];
  if (problem) {
    return (
      <p className={classes.line} role="status" data-tone="amber">
        <IconAlertTriangle size={14} aria-hidden /> <span>{problem}</span>
      </p>
    );
  }
  return since && <p className={classes.line}>Checked with Stripe {since}</p>;
}

/** The later of two times in ISO 8601. */
const latest = (a: string | null, b: string | null): string | null =>
  [a, b]
    .filter((at) => at !== null)
    .sort()
    .at(-1) ?? null;
