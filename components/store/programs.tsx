import { IconWallet } from "@tabler/icons-react";
import { withReturn } from "@/components/client/return-path";
import type { ProgramView } from "@/lib/catalog/schemas";
import { TextLink } from "../ui/text-link";
import { PaidWith } from "./paid-with";
import { stopsOf } from "./phase-track";
import { ProgramCard } from "./program-card";
import classes from "./programs.module.css";
import grid from "./tier-grid.module.css";
import { TrialStrip } from "./trial-strip";

const WALLET = "/dashboard/wallet";

interface Props {
  /** Null while the trading server is unreachable: account sizes come from it. */
  programs: ProgramView[] | null;
  /** The currencies (lower case) that wallets can be opened in; null where they aren't known. */
  walletCurrencies: string[] | null;
  signedIn: boolean;
}

/** The programs, which are paid from a wallet: challenges in phases, and trials. */
export function Programs({ programs, walletCurrencies, signedIn }: Props) {
  if (programs?.length === 0) return null;
  const onSale = programs ?? [];
  const paid = onSale.filter(({ price }) => price > 0);
  const free = onSale.filter(({ price }) => price === 0);
  const columns = Math.max(1, ...paid.map(({ steps }) => stopsOf(steps)));
  return (
    <section id="wallet" className={classes.section} aria-labelledby="programs">
      <PaidWith icon={<IconWallet size={16} aria-hidden />}>Pay with wallet balance</PaidWith>
      <div className={classes.head}>
        <h2 id="programs" className={classes.title}>
          Phased challenges
        </h2>
        <p className={classes.text}>
          The fee is paid from your wallet.{" "}
          <TextLink
            className={classes.open}
            href={signedIn ? WALLET : withReturn("/sign-in", WALLET)}
          >
            {signedIn ? "View wallet" : "Sign in to see your balance"}
          </TextLink>
        </p>
      </div>
      {programs === null && (
        <p className={classes.unavailable} role="status">
          We can't load the phased challenges right now. Try again in a minute. Challenges paid by
          card are available as usual, and your accounts aren't affected.
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
