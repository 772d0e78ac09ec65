import type { Told } from "@/components/checkout/addresses";
import { useWatch } from "@/components/checkout/complete/use-watch";
import { api } from "@/lib/client/api";
import type { DepositView } from "@/lib/payments/schemas";
import { depositStage } from "./stage";

interface Start {
  payment: DepositView;
  told: Told | null;
  /** The server's time when it made the page. ISO 8601. */
  loadedAt: string;
}

/** Watches a deposit until the wallet is credited. */
export function useDeposit({ payment, told, loadedAt }: Start) {
  const { current, stage, problem } = useWatch({
    start: { payment },
    told,
    loadedAt,
    fetch: fetchDeposit,
    stageOf: depositStage,
  });
  return { payment: current.payment, stage, problem };
}

const fetchDeposit = async (id: string) => ({
  payment: await api<DepositView>("GET", `/v2/payments/${encodeURIComponent(id)}`),
});
