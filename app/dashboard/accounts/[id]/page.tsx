import type { Metadata } from "next";
import { pathParams } from "@/app/page-params";
import { AccountDetail } from "@/components/account/account-detail";
import { readAccountPhases } from "@/lib/accounts";
import { soldTierName } from "@/lib/catalog";
import { clientConfig } from "@/lib/core/client-config";
import { findAccountEvaluation } from "@/lib/evaluation";
import { getPayment } from "@/lib/payments";
import { propAccountParams } from "@/lib/prop-accounts/schemas";
import { readAccount } from "./read-account";

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { account } = await readAccount((await pathParams(propAccountParams, params)).id);
  return { title: soldTierName(account) };
}

export default async function AccountPage({ params }: Props) {
  const { ctx, account } = await readAccount((await pathParams(propAccountParams, params)).id);
  const [phases, evaluation, payment] = await Promise.all([
    readAccountPhases(ctx, account),
    findAccountEvaluation(ctx, account.id),
    account.payment_id === null ? null : getPayment(ctx, account.payment_id),
  ]);
  return (
    <AccountDetail
      account={account}
      phases={phases}
      evaluation={evaluation}
      payment={payment}
      supportEmail={clientConfig().supportEmail}
    />
  );
}
