import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { completePath, depositPath, type Told } from "@/components/checkout/addresses";
import { Completion } from "@/components/checkout/complete/completion";
import { itemName } from "@/components/checkout/item-name";
import { PaymentNotFound } from "@/components/payment/payment-not-found";
import { findTier } from "@/lib/catalog";
import { withReturn } from "@/lib/client/return-path";
import { clientConfig } from "@/lib/client-config";
import { AppError } from "@/lib/errors";
import { pageContext, signedIn } from "@/lib/http/page-context";
import { getPayment } from "@/lib/payments";
import { listPropAccounts } from "@/lib/prop-accounts";

export const metadata: Metadata = { title: "Your purchase" };

interface Props {
  /** Stripe adds `payment_intent` and more when it comes back from a bank's page. */
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

// Stripe's own words in `redirect_status`, and ours.
const hints: Record<string, Told> = {
  succeeded: "succeeded",
  pending: "processing",
  processing: "processing",
};

export default async function CompletePage({ searchParams }: Props) {
  const { payment_id: id, redirect_status: status } = await searchParams;
  if (typeof id !== "string" || id === "") return <PaymentNotFound />;
  const ctx = await pageContext();
  if (!signedIn(ctx)) redirect(withReturn("/sign-in", completePath(id)));

  const payment = await getPayment(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  });
  if (!payment) return <PaymentNotFound />;
  if (payment.kind === "deposit") redirect(depositPath(id));
  const [accounts, tier] = await Promise.all([
    listPropAccounts(ctx, { payment_id: id, limit: 1 }),
    findTier(ctx.db, payment.tier_id),
  ]);
  return (
    <Completion
      key={id}
      start={{ payment, account: accounts.rows[0] ?? null }}
      told={typeof status === "string" ? (hints[status] ?? null) : null}
      loadedAt={new Date().toISOString()}
      item={itemName(payment, tier?.name)}
      supportEmail={clientConfig().supportEmail}
    />
  );
}
