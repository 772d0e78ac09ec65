"use client";

import { VisuallyHidden } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { isPendingPayment } from "@/components/account/is-pending";
import { deliveryOf } from "@/components/payment/delivery-of";
import { LoadMore } from "@/components/ui/load-more";
import { RefreshProblem } from "@/components/ui/refresh-problem";
import table from "@/components/ui/table.module.css";
import { paymentName } from "@/lib/catalog/product-name";
import type { PaymentView } from "@/lib/payments/schemas";
import dashboard from "./dashboard.module.css";
import { PAYMENTS_PAGE, type PageOf } from "./page-of";
import { PaymentRow } from "./payment-row";
import { usePages } from "./use-pages";

interface Props {
  initial: PageOf<PaymentView>;
  /** Names of the tiers on sale, by id. */
  tierNames: Record<string, string>;
}

/**
 * The trader's payments, newest first: a table, on a phone one below the other. They are polled while one of them is about to
 * change. What it leads to is shown elsewhere on the page, which is refreshed then.
 */
export function Payments({ initial, tierNames }: Props) {
  const [isPolling, setIsPolling] = useState(false);
  const list = usePages({
    path: "/v2/payments",
    limit: PAYMENTS_PAGE,
    idOf: (payment: PaymentView) => payment.payment_id,
    initial,
    isPolling,
  });
  const isPending = list.rows.some(isPendingPayment);
  if (isPending !== isPolling) setIsPolling(isPending);
  useRefreshAfter(list.rows.slice(0, PAYMENTS_PAGE).map(stateOf).join());

  if (list.rows.length === 0) {
    return <p className={dashboard.none}>Your payments will appear here.</p>;
  }
  return (
    <>
      <RefreshProblem error={list.error} />
      <div className={table.frame}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">For</th>
              <th scope="col">Status</th>
              <th scope="col">Date</th>
              <th scope="col">Payment ID</th>
              <th scope="col" className={table.number}>
                Amount
              </th>
              <th scope="col">
                <VisuallyHidden>Next</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.rows.map((payment) => (
              <PaymentRow
                key={payment.payment_id}
                payment={payment}
                name={paymentName(payment, tierNames[payment.tier_id ?? ""])}
              />
            ))}
          </tbody>
        </table>
      </div>
      <LoadMore list={list} what="payments" />
    </>
  );
}

const stateOf = (payment: PaymentView) =>
  `${payment.payment_id} ${payment.status} ${deliveryOf(payment)}`;

/** Refreshes the page each time that the state changes. */
function useRefreshAfter(state: string) {
  const { refresh } = useRouter();
  const shown = useRef(state);
  useEffect(() => {
    if (shown.current === state) return;
    shown.current = state;
    refresh();
  }, [state, refresh]);
}
