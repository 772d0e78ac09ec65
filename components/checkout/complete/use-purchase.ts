import { api } from "@/components/client/api";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import type { RedirectStatus } from "../paths";
import { type Purchase, stageOf } from "./stage";
import { useWatch } from "./use-watch";

interface Start {
  purchase: Purchase;
  redirectStatus: RedirectStatus | null;
  /** The server's time when it rendered the page. ISO 8601. */
  loadedAt: string;
}

/** Polls a purchase until its account is ready. */
export function usePurchase({ purchase, redirectStatus, loadedAt }: Start) {
  const { current, ...rest } = useWatch({
    start: purchase,
    redirectStatus,
    loadedAt,
    fetch: fetchPurchase,
    stageOf,
  });
  return { purchase: current, ...rest };
}

async function fetchPurchase(id: string): Promise<Purchase> {
  const [payment, accounts] = await Promise.all([
    api<Purchase["payment"]>("GET", `/v2/payments/${encodeURIComponent(id)}`),
    api<PropAccountView[]>(
      "GET",
      `/v2/payments/prop-accounts?${new URLSearchParams({ payment_id: id })}`,
    ),
  ]);
  return { payment, account: accounts[0] ?? null };
}
