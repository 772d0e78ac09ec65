import { badgeStatus } from "@/components/challenge/hold-messages";
import { challengePath } from "@/components/challenge/paths";
import type { ListedAccount, ListedChallenge, ListedPropAccount } from "@/lib/accounts/schemas";
import { evaluationsOf, modelName, soldTierName } from "@/lib/catalog/product-name";
import type { EndReason, HoldReason } from "@/lib/challenges/schemas";
import { fromUnixSeconds } from "@/lib/core/format";
import { formatSize } from "@/lib/core/money";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import { accountPath } from "./paths";

/** An account as a line of the list. */
export interface AccountLine {
  /** Unique in the list. */
  id: string;
  /** Its page; null for a purchase without a challenge, whose line says everything. */
  href: string | null;
  name: string;
  size: string;
  /** What the account is traded with: a login, or the account's key. Null until it is open. */
  login: string | null;
  /** What `login` is. */
  loginName: "Login" | "Key";
  /** `Two-step · Phase 1 of 3` */
  phase: string;
  /** For its badge; null for a purchase without a challenge: its note has the status. */
  badge: { status: string; label?: string } | null;
  /** Why it is suspended or was ended, in a few words. */
  reason: string | null;
  paidWith: string;
  /** ISO 8601. */
  startedAt: string;
}

const paidWithLabels: Record<ListedAccount["paidWith"], string> = {
  card: "Card",
  wallet: "Wallet",
  free: "Free",
  granted: "Granted",
};

export const describeAccount = (listed: ListedAccount): AccountLine => ({
  ...(listed.kind === "challenge" ? describeChallenge(listed) : describePropAccount(listed)),
  paidWith: paidWithLabels[listed.paidWith],
});

type Described = Omit<AccountLine, "paidWith">;

const statusReasons: Record<NonNullable<PropAccountView["status_reason"]>, string> = {
  dispute: "Payment disputed",
  dispute_lost: "Dispute lost",
  refunded: "Payment refunded",
  by_firm: "By our team",
};

/** The badge of a prop account's status. */
export const accountBadge = (status: PropAccountView["status"]) =>
  status === "provisioning_failed" ? { status, label: "Setup delayed" } : { status };

function describePropAccount({ account }: ListedPropAccount): Described {
  const { tier_terms: terms, status_reason: reason } = account;
  return {
    id: account.id,
    href: accountPath(account.id),
    name: soldTierName(account),
    size: formatSize(account.account_size, terms?.currency),
    login: account.synthetic_hotkey,
    loginName: "Key",
    phase: phaseText(terms?.phases ?? [], 1),
    badge: accountBadge(account.status),
    reason: reason && statusReasons[reason],
    startedAt: account.activated_at ?? account.created_at,
  };
}

const holdReasons: Record<HoldReason, string> = {
  deposit_disputed: "Top-up disputed",
  deposit_refunded: "Top-up refunded",
  payment_disputed: "Payment disputed",
};
const endReasons: Record<EndReason, string> = {
  dispute_lost: "Dispute lost",
  rolled_back: "Canceled by our team",
  refunded: "Payment refunded",
};

function describeChallenge({
  purchase,
  challenge,
  phases,
  size,
  currency,
}: ListedChallenge): Described {
  const line = {
    id: `purchase-${purchase.id}`,
    name: purchase.program_name,
    size: formatSize(size, currency),
    loginName: "Login" as const,
  };
  if (!challenge) {
    return {
      ...line,
      href: null,
      login: null,
      phase: phaseText(phases, null),
      badge: null,
      reason: null,
      startedAt: fromUnixSeconds(purchase.created_time),
    };
  }
  const { hold, end_reason: end } = challenge;
  return {
    ...line,
    href: challengePath(challenge.id),
    login: String(challenge.account_login),
    phase: phaseText(phases, challenge.current_phase_index),
    badge: { status: badgeStatus(challenge) },
    reason: hold ? holdReasons[hold.reason] : end && endReasons[end],
    startedAt: fromUnixSeconds(challenge.start_time),
  };
}

/** `Two-step · Phase 1 of 3`; of a single phase only the model, and the number of phases where none has begun. */
function phaseText(phases: readonly { phase_type: 0 | 1 }[], current: number | null): string {
  if (phases.length === 0) return "–";
  const model = modelName(evaluationsOf({ phases }));
  if (phases.length === 1) return model;
  return current === null
    ? `${model} · ${phases.length} phases`
    : `${model} · Phase ${current} of ${phases.length}`;
}
