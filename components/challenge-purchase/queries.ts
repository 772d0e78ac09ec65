import { queryOptions } from "@tanstack/react-query";
import { type ApiError, api } from "@/components/client/api";
import { liveQuery } from "@/components/client/live-query";
import type { ChallengesView } from "@/lib/challenges/schemas";
import type { PayerAccountsView, PayerAccountView, PreviewView } from "@/lib/purchases/schemas";

/** Fetches the customer's wallets, each with whether it can pay for the program. */
export const fetchPayerAccounts = (programId: number) =>
  api<PayerAccountsView>("GET", `/prop/programs/${programId}/payer-accounts`);

/** The key that the previews of a program begin with. */
export const previewKey = (programId: number) => ["preview", programId];

/** The cost of a purchase as the server calculates it, or why it would reject the purchase. */
export const previewQuery = (programId: number, wallet: PayerAccountView | null) =>
  queryOptions<PreviewView, ApiError>({
    // A changed balance needs a new preview.
    queryKey: [...previewKey(programId), wallet?.login, wallet?.balance],
    queryFn: () =>
      api("POST", "/prop/challenge/preview", {
        program_id: programId,
        payer_login: wallet?.login,
      }),
    enabled: wallet !== null,
    refetchOnWindowFocus: "always",
    ...liveQuery,
  });

/** The customer's newest purchases, fetched again when the page is opened and when its tab is shown. */
export const newestPurchasesQuery = (programId: number, initialData: ChallengesView) =>
  queryOptions<ChallengesView, ApiError>({
    queryKey: ["recent-purchases", programId],
    queryFn: () => api("GET", "/prop/challenges?limit=20"),
    initialData,
    refetchOnMount: "always",
    refetchOnWindowFocus: "always",
    ...liveQuery,
  });

/** The customer's wallets, fetched again when the page is opened and when its tab is shown. */
export const payerAccountsQuery = (programId: number, initialData: PayerAccountsView) =>
  queryOptions<PayerAccountsView, ApiError>({
    queryKey: ["payer-accounts", programId],
    queryFn: () => fetchPayerAccounts(programId),
    initialData,
    // Back from a top-up, the browser may show the page as it was before.
    refetchOnMount: "always",
    refetchOnWindowFocus: "always",
    ...liveQuery,
  });
