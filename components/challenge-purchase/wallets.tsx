import { VisuallyHidden } from "@mantine/core";
import type { PayerAccountView } from "@/lib/challenges/schemas";
import { WalletOption } from "./wallet-option";
import classes from "./wallets.module.css";

interface Props {
  programId: number;
  wallets: PayerAccountView[];
  price: number;
  currency: string;
  chosen: number | null;
  onChoose: (login: number) => void;
  busy: boolean;
}

/** The wallets to pay from: those that can, then those that can't and why. */
export function Wallets(props: Props) {
  const { programId, wallets, price, currency, chosen, onChoose, busy } = props;
  const ordered = [...wallets].sort((a, b) => rank(a) - rank(b) || a.login - b.login);
  // Where no wallet can pay, the top-up is the button below.
  const offerTopUp = wallets.some(({ eligible }) => eligible);
  return (
    <fieldset className={classes.wallets} disabled={busy}>
      <VisuallyHidden component="legend">Wallet</VisuallyHidden>
      {ordered.map((wallet) => (
        <WalletOption
          key={wallet.login}
          programId={programId}
          wallet={wallet}
          price={price}
          currency={currency}
          checked={wallet.login === chosen}
          offerTopUp={offerTopUp}
          onChoose={onChoose}
        />
      ))}
    </fieldset>
  );
}

/** What can be mended by a top-up comes before what can't. */
function rank({ eligible, block_reason }: PayerAccountView): number {
  if (eligible) return 0;
  return block_reason === "NOT_ENOUGH_FUNDS" ? 1 : 2;
}
