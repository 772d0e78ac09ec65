import { useCursorPages } from "@/components/ui/use-cursor-pages";
import type { OperationsPage } from "@/lib/trading/schemas";
import { STATEMENT_PAGE } from "./page-size";
import { WALLET } from "./use-wallets";

/** A wallet's statement, newest first, page after page. */
export function useStatement(login: number, initial: OperationsPage) {
  const { pages, ...list } = useCursorPages({
    queryKey: [WALLET, "statement", login],
    path: `/prop/accounts/${login}/operations`,
    limit: STATEMENT_PAGE,
    initial,
  });
  return { rows: pages.flatMap(({ rows }) => rows), ...list };
}
