import { IconCircleX } from "@tabler/icons-react";
import { TextLink } from "@/components/ui/text-link";
import type { PayerAccountView } from "@/lib/challenges/schemas";
import { formatUnits } from "@/lib/money";
import { topUpFor } from "./top-up-for";
import classes from "./wallets.module.css";
import { blockWords } from "./words";

interface Props {
  programId: number;
  wallet: PayerAccountView;
  price: number;
  currency: string;
  checked: boolean;
  offerTopUp: boolean;
  onChoose: (login: number) => void;
}

/** One wallet: its balance and what is left of it, or why it can't pay. */
export function WalletOption(props: Props) {
  const { programId, wallet, price, currency, checked, offerTopUp, onChoose } = props;
  const { login, balance, eligible, block_reason, account_mode } = wallet;
  const says = `wallet-${login}`;
  const left = formatUnits(balance - price, wallet.currency);
  return (
    <div className={classes.option} data-blocked={!eligible || undefined} data-login={login}>
      <label className={classes.label}>
        <input
          type="radio"
          name="wallet"
          value={login}
          checked={checked}
          disabled={!eligible}
          onChange={() => onChoose(login)}
          aria-describedby={says}
        />
        <span className={classes.name}>
          {account_mode === 1 ? "Wallet" : "Practice"} <code>{login}</code>
        </span>
        <span className={classes.balance}>{formatUnits(balance, wallet.currency)}</span>
      </label>
      <p id={says} className={classes.says}>
        {!eligible && <IconCircleX size={14} aria-hidden />}
        {eligible && price === 0 && "The trial belongs to it. Nothing is taken."}
        {eligible && price > 0 && `${left} left after this purchase`}
        {!eligible && (
          <span>
            {blockWords(wallet, { price, currency })}{" "}
            {offerTopUp && block_reason === "NOT_ENOUGH_FUNDS" && (
              <TextLink
                href={topUpFor(programId, price, wallet)}
                aria-label={`Top up by card: wallet ${login}`}
              >
                Top up by card
              </TextLink>
            )}
          </span>
        )}
      </p>
    </div>
  );
}
