import { formatMoney } from "@/lib/money";
import type { MoneyRequestView } from "@/lib/money-requests/schemas";
import type { DetailStep } from "../schemas";

const what = {
  refund: "refund asked for",
  wallet_credit: "credit asked for",
  wallet_debit: "debit asked for",
};
const outcome = { pending: "not answered yet", done: "done", refused: "refused" };

/** What admins wanted moved, and what came of it. */
export const moneySteps = (requests: MoneyRequestView[]): DetailStep[] =>
  requests.map((it) => ({
    id: it.id,
    at: it.settled_at ?? it.created_at,
    what: `${what[it.kind]}: ${outcome[it.status]}`,
    source: it.admin_email,
    status: it.status === "done" ? "booked" : it.status,
    notes: [
      `${formatMoney(it.amount_cents, it.currency)}${it.result ? `, ${it.result}` : ""}`,
      ...(it.problem ? [it.problem] : []),
    ],
    ids: it.kind === "refund" || !it.result ? [] : [order(it.result)],
  }));

const order = (id: string) => ({ label: "order", id, list: "operations" as const });
