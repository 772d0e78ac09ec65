import { type ReactNode, useEffect, useRef } from "react";
import { challengePath } from "@/components/challenge/addresses";
import { programSize } from "@/components/store/program";
import { ButtonLink } from "@/components/ui/button-link";
import { TimeAgo } from "@/components/ui/time-ago";
import type { ProgramView } from "@/lib/catalog/schemas";
import { fromUnixSeconds } from "@/lib/format";
import { formatUnits } from "@/lib/money";
import { Credentials } from "./credentials";
import classes from "./result.module.css";
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
  const free = purchase.amount === 0;
  const fee = formatUnits(purchase.amount, purchase.currency);
  const facts: Record<string, ReactNode> = {
    "Account size": programSize(program),
    "Server group": account && <code>{account.group}</code>,
    Leverage: account && `1:${account.leverage}`,
    Started: <TimeAgo at={fromUnixSeconds(challenge.start_time)} />,
    "Fee order": bought.payment_order,
    "Starting balance order": bought.initial_balance_order,
  };
  return (
    <article className={classes.card}>
      <p className={classes.item}>
        <span>{program.display_name}</span>
        <span>{free ? "Free" : fee}</span>
      </p>
      <h1 ref={heading} tabIndex={-1} className={classes.title}>
        {free ? "Your trial is open" : "Your challenge is open"}
      </h1>
      <p className={classes.money}>
        {free
          ? "No money has moved."
          : `${fee} were taken from wallet ${purchase.payer_login}, once.`}
        {!free && <WalletNow purchase={purchase} />}
      </p>
      <Credentials
        login={challenge.account_login}
        password={bought.temporary_password}
        challengeHref={challengePath(challenge.id)}
      />
      <dl className={classes.facts}>
        {Object.entries(facts).map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <ButtonLink href={challengePath(challenge.id)} size="md" fullWidth>
        Open the challenge
      </ButtonLink>
    </article>
  );
}
