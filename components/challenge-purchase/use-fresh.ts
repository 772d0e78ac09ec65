import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { BuyState } from "./buying";
import { PREVIEW } from "./use-preview";

/** Asks again for what a refusal or a failure proves old: the wallets, and a price that has changed. */
export function useFresh(programId: number, state: BuyState, refetchWallets: () => unknown) {
  const router = useRouter();
  const queries = useQueryClient();
  const refusal = state.step === "choosing" ? state.refusal : null;
  const stale = state.step === "failed" || refusal !== null;
  const repriced = refusal?.code === "AMOUNT_MISMATCH";
  useEffect(() => {
    if (stale) void refetchWallets();
  }, [stale, refetchWallets]);
  useEffect(() => {
    if (!repriced) return;
    void queries.invalidateQueries({ queryKey: [PREVIEW, programId] });
    router.refresh();
  }, [repriced, queries, router, programId]);
}
