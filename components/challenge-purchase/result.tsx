import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { challengePath } from "@/components/challenge/paths";
import completion from "@/components/checkout/complete/completion.module.css";
import type { ApiError } from "@/components/client/api";
import { programSize } from "@/components/store/program";
import { ButtonLink } from "@/components/ui/button-link";
import { FactList } from "@/components/ui/fact-list";
import { TemporaryPassword } from "@/components/ui/temporary-password";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import type { ProgramView } from "@/lib/catalog/schemas";
import type { PurchaseView } from "@/lib/challenges/schemas";
import { fromUnixSeconds } from "@/lib/core/format";
import { formatUnits } from "@/lib/core/money";
import type { PayerAccountsView } from "@/lib/purchases/schemas";
import { pageTitle } from "./page-title";
import type { CompletedPurchase } from "./purchase-result";
import { fetchPayerAccounts } from "./queries";
import classes from "./result.module.css";

/** A completed purchase: the account's password, which is shown once, its facts, and a link to the challenge. */
export function Result({ program, bought }: { program: ProgramView; bought: CompletedPurchase }) {
  const { purchase, challenge, account } = bought;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    heading.current?.focus();
  }, []);
  const href = challengePath(challenge.id);
  const free = purchase.amount === 0;
  const fee = formatUnits(purchase.amount, purchase.currency);
  const facts = {
    "Account size": programSize(program),
    "Account type": account && <code>{account.group}</code>,
    Leverage: account && `1:${account.leverage}`,
    Started: <TimeAgo at={fromUnixSeconds(challenge.start_time)} />,
    "Fee reference": purchase.payment_order,
    "Starting balance reference": purchase.initial_balance_order,
  };
  return (
    <article className={completion.card}>
      <p className={completion.item}>
        <span>{purchase.program_name}</span>
        <span>{free ? "Free" : fee}</span>
      </p>
      <h1 ref={heading} tabIndex={-1} className={`${completion.title} ${classes.title}`}>
        {pageTitle("bought", free)}
      </h1>
      <p className={completion.money}>
        {free
          ? "You haven't been charged."
          : `${fee} was charged to wallet ${purchase.payer_login}.`}
        {!free && <BalanceNow purchase={purchase} />}
      </p>
      <div className={classes.account}>
        <TemporaryPassword login={challenge.account_login} password={bought.temporary_password}>
          {bought.temporary_password ? "If you lose it, get" : "Get"} a new one on the{" "}
          <TextLink href={href}>challenge's page</TextLink>.
        </TemporaryPassword>
      </div>
      <FactList facts={facts} />
      <ButtonLink href={href} size="md" fullWidth mt="lg">
        View challenge
      </ButtonLink>
    </article>
  );
}

/** The balance of the wallet that paid, once it has been fetched. */
function BalanceNow({ purchase }: { purchase: PurchaseView }) {
  // Not by the page's own query: that has the balance of before until it is fetched again.
  const { data } = useQuery<PayerAccountsView, ApiError>({
    queryKey: ["wallet-after", purchase.id],
    queryFn: () => fetchPayerAccounts(purchase.program_id),
    gcTime: 0,
    retry: 2,
  });
  const wallet = data?.rows.find(({ login }) => login === purchase.payer_login);
  return wallet ? ` New balance: ${formatUnits(wallet.balance, wallet.currency)}.` : null;
}
