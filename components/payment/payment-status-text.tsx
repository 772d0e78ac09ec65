"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { type ApiError, api } from "@/components/client/api";
import { liveQuery } from "@/components/client/live-query";
import type { PaymentView } from "@/lib/payments/schemas";
import { isOpen } from "../checkout/is-open";
import { describePaymentStatus } from "./describe-payment-status";

interface Props {
  payment: PaymentView;
  declined: boolean;
  /** The refunded amount, if a part of it was refunded. */
  refunded: string | null;
}

/**
 * What a payment's status means and what happens next. An open payment may be paid while Stripe's event is
 * late or lost, so it is synced with Stripe first; if its status has changed, the page is refreshed.
 */
export function PaymentStatusText({ payment, declined, refunded }: Props) {
  const { payment_id: id, status } = payment;
  const open = isOpen(status);
  const { refresh } = useRouter();
  const { data, error } = useQuery<PaymentView, ApiError>({
    queryKey: ["payment-status", id],
    queryFn: () => api("POST", `/v2/payments/${encodeURIComponent(id)}/sync`),
    enabled: open,
    refetchOnMount: "always",
    refetchOnWindowFocus: "always",
    ...liveQuery,
  });
  const hasChanged = open && data !== undefined && statusKey(data) !== statusKey(payment);
  useEffect(() => {
    if (hasChanged) refresh();
  }, [hasChanged, refresh]);

  const text = describePaymentStatus(payment, declined, refunded);
  if (!open) return text;
  if (error)
    return "We can't check right now if this is paid. Reload the page in a moment before paying again.";
  if (!data || hasChanged) return "Checking if this is paid…";
  return text;
}

const statusKey = ({ status, failure_reason }: PaymentView) => `${status} ${failure_reason}`;
