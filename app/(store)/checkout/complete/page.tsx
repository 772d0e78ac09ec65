import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { orNotFound } from "@/app/or-not-found";
import { queryParams } from "@/app/page-params";
import { redirectStatusParam } from "@/app/redirect-status";
import { Completion } from "@/components/checkout/complete/completion";
import { completePath, depositPath } from "@/components/checkout/paths";
import { withReturn } from "@/components/client/return-path";
import { pageContext, signedInCustomer } from "@/lib/api/page-context";
import { findTier, paymentName } from "@/lib/catalog";
import { clientConfig } from "@/lib/core/client-config";
import { isEmailEnabled } from "@/lib/mail";
import { getPayment } from "@/lib/payments";
import { paymentParams } from "@/lib/payments/schemas";
import { listPropAccounts } from "@/lib/prop-accounts";

export const metadata: Metadata = { title: "Your purchase" };

const query = paymentParams.extend({ redirect_status: redirectStatusParam });

interface Props {
  /** Stripe adds `payment_intent` and more when it redirects back from a bank's page. */
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CompletePage({ searchParams }: Props) {
  const { payment_id: id, redirect_status: redirectStatus } = await queryParams(
    query,
    searchParams,
  );
  const ctx = await pageContext();
  if (!signedInCustomer(ctx)) redirect(withReturn("/sign-in", completePath(id)));

  const payment = await orNotFound(getPayment(ctx, id));
  if (payment.kind === "deposit") redirect(depositPath(id));
  const [accounts, tier] = await Promise.all([
    listPropAccounts(ctx, { payment_id: id, limit: 1 }),
    payment.kind === "challenge" ? findTier(ctx.db, payment.tier_id) : null,
  ]);
  return (
    <Completion
      key={id}
      start={{ payment, account: accounts.rows[0] ?? null }}
      redirectStatus={redirectStatus}
      loadedAt={new Date().toISOString()}
      item={paymentName(payment, tier?.name)}
      isEmailEnabled={isEmailEnabled()}
      supportEmail={clientConfig().supportEmail}
    />
  );
}
