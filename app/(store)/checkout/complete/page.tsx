import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { queryParams } from "@/app/page-params";
import { redirectStatus } from "@/app/redirect-status";
import { completePath, depositPath } from "@/components/checkout/addresses";
import { Completion } from "@/components/checkout/complete/completion";
import { itemName } from "@/components/checkout/item-name";
import { findTier } from "@/lib/catalog";
import { withReturn } from "@/lib/client/return-path";
import { clientConfig } from "@/lib/client-config";
import { AppError } from "@/lib/errors";
import { pageContext, signedIn } from "@/lib/http/page-context";
import { getPayment } from "@/lib/payments";
import { paymentParams } from "@/lib/payments/schemas";
import { listPropAccounts } from "@/lib/prop-accounts";

export const metadata: Metadata = { title: "Your purchase" };

const query = paymentParams.extend({ redirect_status: redirectStatus });

interface Props {
  /** Stripe adds `payment_intent` and more when it comes back from a bank's page. */
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CompletePage({ searchParams }: Props) {
  const { payment_id: id, redirect_status: told } = await queryParams(query, searchParams);
  const ctx = await pageContext();
  if (!signedIn(ctx)) redirect(withReturn("/sign-in", completePath(id)));

  const payment = await getPayment(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  if (payment.kind === "deposit") redirect(depositPath(id));
  const [accounts, tier] = await Promise.all([
    listPropAccounts(ctx, { payment_id: id, limit: 1 }),
    findTier(ctx.db, payment.tier_id),
  ]);
  return (
    <Completion
      key={id}
      start={{ payment, account: accounts.rows[0] ?? null }}
      told={told}
      loadedAt={new Date().toISOString()}
      item={itemName(payment, tier?.name)}
      supportEmail={clientConfig().supportEmail}
    />
  );
}
