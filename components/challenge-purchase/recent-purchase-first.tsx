"use client";
import type { ReactNode } from "react";
import type { ChallengesView } from "@/lib/challenges/schemas";
import { useRecentPurchase } from "./recent-purchase";
import { RecentPurchaseNotice } from "./recent-purchase-notice";

interface Props {
  programId: number;
  /** The customer's newest purchases. */
  newest: ChallengesView;
  /** Leaves out purchases that were paid by card. */
  fromWalletOnly?: boolean;
  /** The payment by card, which has a notice of its own for earlier payments of the same kind. */
  children: ReactNode;
}

/** Shows a buyer their recent purchase of the program before they pay for another by card. */
export function RecentPurchaseFirst({
  programId,
  newest,
  fromWalletOnly = false,
  children,
}: Props) {
  const { recent, acknowledge } = useRecentPurchase(programId, newest, { fromWalletOnly });
  if (!recent) return children;
  return <RecentPurchaseNotice recent={recent} free={false} onAnother={acknowledge} />;
}
