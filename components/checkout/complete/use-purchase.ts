import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type ApiError, api } from "@/lib/client/api";
import type { ChallengePaymentView } from "@/lib/payments/schemas";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import type { Told } from "../addresses";
import { isOpen } from "../is-open";
import { type Purchase, pollingInterval, stageOf } from "./stage";
import { useSeconds } from "./use-seconds";

interface Start {
  purchase: Purchase;
  told: Told | null;
  /** The server's time when it made the page: the reader's own clock may be wrong. ISO 8601. */
  loadedAt: string;
}

/** Seconds after which Stripe is asked, in case its event got lost; and once more. */
const SYNC_AT = [10, 20];

/** Watches a purchase until it is settled: every second at first, then slower. */
export function usePurchase({ purchase, told, loadedAt }: Start) {
  const id = purchase.payment.payment_id;
  const watched = useSeconds();
  const [believed, setBelieved] = useState(told);
  const standing = (current: Purchase) => {
    const paidAt = Date.parse(current.payment.paid_at ?? loadedAt);
    const sincePaid = (Date.parse(loadedAt) - paidAt) / 1000 + watched;
    return stageOf(current, { watched, sincePaid, told: believed });
  };

  const query = useQuery<Purchase, ApiError>({
    queryKey: ["purchase", id],
    queryFn: () => fetchPurchase(id),
    initialData: purchase,
    gcTime: 0,
    retry: false,
    // Offline it keeps asking, so that it can say so and goes on by itself.
    networkMode: "always",
    refetchInterval: ({ state }) => pollingInterval(standing(state.data ?? purchase), watched),
    refetchOnWindowFocus: "always",
  });
  const current = query.data;
  const stage = standing(current);

  // From here on the server knows more than the browser was told.
  if (believed && !isOpen(current.payment.status)) setBelieved(null);

  const { refetch } = query;
  const waiting = pollingInterval(stage, watched) !== false;
  const syncs = waiting ? SYNC_AT.filter((seconds) => watched >= seconds).length : 0;
  useEffect(() => {
    if (syncs === 0) return;
    api("POST", `/v2/payments/${encodeURIComponent(id)}/sync`)
      .then(() => {
        // What Stripe still calls open after it was processed, is open.
        setBelieved((now) => (now === "processing" ? null : now));
        return refetch();
      })
      // The next one, or the event itself, will tell.
      .catch(() => {});
  }, [syncs, id, refetch]);

  return { purchase: current, stage, problem: query.error };
}

async function fetchPurchase(id: string): Promise<Purchase> {
  const [payment, accounts] = await Promise.all([
    api<ChallengePaymentView>("GET", `/v2/payments/${encodeURIComponent(id)}`),
    api<PropAccountView[]>(
      "GET",
      `/v2/payments/prop-accounts?${new URLSearchParams({ payment_id: id })}`,
    ),
  ]);
  return { payment, account: accounts[0] ?? null };
}
