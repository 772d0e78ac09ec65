import { IconWallet } from "@tabler/icons-react";
import type { ProgramView } from "@/lib/catalog/schemas";
import { withReturn } from "@/lib/client/return-path";
import { TextLink } from "../ui/text-link";
import { PaidWith } from "./paid-with";
import { stopsOf } from "./phase-track";
import { ProgramCard } from "./program-card";
import classes from "./programs.module.css";
import grid from "./tier-grid.module.css";
import { TrialStrip } from "./trial-strip";

const WALLET = "/dashboard/wallet";

interface Props {
  /** Null while the trading server is out of reach, which knows what their accounts hold. */
  programs: ProgramView[] | null;
  /** The currencies (lower case) that wallets can be opened in; null where that isn't known. */
  walletCurrencies: string[] | null;
  signedIn: boolean;
}

/** What is paid from a trading wallet: challenges in phases, and a trial. */
export function Programs({ programs, walletCurrencies, signedIn }: Props) {
  if (programs?.length === 0) return null;
  const onSale = programs ?? [];
  const paid = onSale.filter(({ price }) => price > 0);
  const free = onSale.filter(({ price }) => price === 0);
  const columns = Math.max(1, ...paid.map(({ steps }) => stopsOf(steps)));
  return (
    <section id="wallet" className={classes.section} aria-labelledby="programs">
      <PaidWith icon={<IconWallet size={16} aria-hidden />}>From your wallet</PaidWith>
      <div className={classes.head}>
        <h2 id="programs" className={classes.title}>
          Challenges in phases
        </h2>
        <p className={classes.text}>
          The fee comes out of your trading wallet.{" "}
          <TextLink
            className={classes.open}
            href={signedIn ? WALLET : withReturn("/sign-in", WALLET)}
          >
            {signedIn ? "Open it" : "Sign in to it"}
          </TextLink>
        </p>
      </div>
      {programs === null && (
        <p className={classes.away} role="status">
          Challenges in phases can't be shown right now. Look again in a minute. What you pay by
          card is on sale as ever, and what you have is not affected.
        </p>
      )}
      <div className={grid.grid}>
        {paid.map((program) => (
          <ProgramCard
            key={program.id}
            program={program}
            columns={columns}
            walletCurrencies={walletCurrencies}
          />
        ))}
      </div>
      {free.map((program) => (
        <TrialStrip key={program.id} program={program} walletCurrencies={walletCurrencies} />
      ))}
    </section>
  );
}
