import { useEffect, useRef } from "react";
import { challengePath } from "@/components/challenge/addresses";
import completion from "@/components/checkout/complete/completion.module.css";
import { programSize } from "@/components/store/program";
import { ButtonLink } from "@/components/ui/button-link";
import { FactList } from "@/components/ui/fact-list";
import { TemporaryPassword } from "@/components/ui/temporary-password";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import type { ProgramView } from "@/lib/catalog/schemas";
import { fromUnixSeconds } from "@/lib/format";
import { formatUnits } from "@/lib/money";
import classes from "./result.module.css";
import { titleAt } from "./titles";
import type { Bought } from "./verdict";
import { WalletNow } from "./wallet-now";

/** What was bought: how to sign in, this once, then the facts and the way on. */
export function Result({ program, bought }: { program: ProgramView; bought: Bought }) {
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
    "Server group": account && <code>{account.group}</code>,
    Leverage: account && `1:${account.leverage}`,
    Started: <TimeAgo at={fromUnixSeconds(challenge.start_time)} />,
    "Fee order": purchase.payment_order,
    "Starting balance order": purchase.initial_balance_order,
  };
  return (
    <article className={completion.card}>
      <p className={completion.item}>
        <span>{purchase.program_name}</span>
        <span>{free ? "Free" : fee}</span>
      </p>
      <h1 ref={heading} tabIndex={-1} className={`${completion.title} ${classes.title}`}>
        {titleAt("bought", free)}
      </h1>
      <p className={completion.money}>
        {free
          ? "No money has moved."
          : `${fee} was taken from wallet ${purchase.payer_login}, once.`}
        {!free && <WalletNow purchase={purchase} />}
      </p>
      <div className={classes.account}>
        <TemporaryPassword login={challenge.account_login} password={bought.temporary_password}>
          {bought.temporary_password ? "If you lose it, get" : "Get"} a new one on the{" "}
          <TextLink href={href}>challenge's page</TextLink>.
        </TemporaryPassword>
      </div>
      <FactList facts={facts} />
      <ButtonLink href={href} size="md" fullWidth mt="lg">
        Open the challenge
      </ButtonLink>
    </article>
  );
}
