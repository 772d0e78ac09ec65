import { useQuery } from "@tanstack/react-query";
import type { PayerAccountView, PurchaseView } from "@/lib/challenges/schemas";
import { type ApiError, api } from "@/lib/client/api";
import { formatUnits } from "@/lib/money";

/** What is left in the wallet that paid, once the server has said so. */
export function WalletNow({ purchase }: { purchase: PurchaseView }) {
  const { data } = useQuery<{ rows: PayerAccountView[] }, ApiError>({
    queryKey: ["wallet-after", purchase.id],
    queryFn: () => api("GET", `/prop/programs/${purchase.program_id}/payer-accounts`),
    gcTime: 0,
    retry: 2,
  });
  const wallet = data?.rows.find(({ login }) => login === purchase.payer_login);
  return wallet ? ` It holds ${formatUnits(wallet.balance, wallet.currency)} now.` : null;
}
