import { useQuery } from "@tanstack/react-query";
import type { PayerAccountView, PreviewView } from "@/lib/challenges/schemas";
import { type ApiError, api } from "@/lib/client/api";

/** What the query of every preview begins with. */
export const PREVIEW = "preview";

/** What the server says a purchase would cost, or why it would refuse it. Asks for no wallet not. */
export function usePreview(programId: number, wallet: PayerAccountView | null) {
  return useQuery<PreviewView, ApiError>({
    // A changed balance is another question.
    queryKey: [PREVIEW, programId, wallet?.login, wallet?.balance],
    queryFn: () =>
      api("POST", "/prop/challenge/preview", {
        program_id: programId,
        payer_login: wallet?.login,
      }),
    enabled: wallet !== null,
    refetchOnWindowFocus: "always",
    gcTime: 0,
    retry: false,
    networkMode: "always",
  });
}
