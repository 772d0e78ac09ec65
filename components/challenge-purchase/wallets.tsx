import { VisuallyHidden } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import type { PayerAccountView } from "@/lib/purchases/schemas";
import { BlockedWallet } from "./blocked-wallet";
import { WalletOption } from "./wallet-option";
import classes from "./wallets.module.css";

interface Props {
  /** The checkout to return to after a top-up. */
  back: string;
  wallets: PayerAccountView[];
  price: number;
  currency: string;
  chosen: number | null;
  onChoose: (login: number) => void;
  busy: boolean;
  /** Whether another sentence of the page says why no wallet can pay. */
  isExplained: boolean;
}

/** The wallets to pay from. Those that can't pay are folded, each with its reason. */
export function Wallets(props: Props) {
  const { back, wallets, price, currency, chosen, onChoose, busy, isExplained } = props;
  const ordered = wallets.toSorted((a, b) => a.login - b.login);
  const eligible = ordered.filter((wallet) => wallet.eligible);
  // Without one that can pay, those that a top-up makes usable; the button below leads to it.
  const short = eligible.length > 0 ? [] : ordered.filter(isShort);
  const others = ordered.filter((wallet) => !eligible.includes(wallet) && !short.includes(wallet));
  const blocked = (wallet: PayerAccountView) => (
    <BlockedWallet
      key={wallet.login}
      back={back}
      wallet={wallet}
      price={price}
      currency={currency}
      offerTopUp={eligible.length > 0 && isShort(wallet)}
    />
  );
  return (
    <>
      {eligible.length > 0 && (
        <fieldset className={classes.wallets} disabled={busy}>
          <VisuallyHidden component="legend">Wallet</VisuallyHidden>
          {eligible.map((wallet) => (
            <WalletOption
              key={wallet.login}
              wallet={wallet}
              price={price}
              checked={wallet.login === chosen}
              onChoose={onChoose}
            />
          ))}
        </fieldset>
      )}
      {short.length > 0 && <ul className={classes.list}>{short.map(blocked)}</ul>}
      {others.length > 0 && (
        <details className={classes.others} open={others.length === wallets.length && !isExplained}>
          <summary>
            {othersLabel(others.length, others.length < wallets.length, price)}
            <IconChevronDown size={16} aria-hidden />
          </summary>
          <ul className={classes.list}>{others.map(blocked)}</ul>
        </details>
      )}
    </>
  );
}

const isShort = ({ block_reason }: PayerAccountView) => block_reason === "NOT_ENOUGH_FUNDS";

function othersLabel(count: number, hasMore: boolean, price: number): string {
  const wallets = `${count}${hasMore ? " other" : ""} ${count === 1 ? "wallet" : "wallets"}`;
  return `${wallets} can't ${price > 0 ? "pay for this" : "start this trial"}`;
}
