import { ButtonLink } from "@/components/ui/button-link";
import { TextLink } from "@/components/ui/text-link";
import type { PayerAccountView } from "@/lib/purchases/schemas";
import classes from "./buy-form.module.css";
import { OpenWallet } from "./open-wallet";
import { topUpPathFor } from "./top-up-path-for";

interface Props {
  programId: number;
  back: string;
  price: number;
  currency: string;
  wallets: PayerAccountView[];
  openable: string | null;
  onOpened: () => Promise<unknown>;
  supportEmail: string;
}

/** In place of the button where no wallet can pay: a top-up, a new wallet, or why neither helps. */
export function NoWallet(props: Props) {
  const { programId, back, price, currency, wallets, openable, onOpened, supportEmail } = props;
  const topUp = wallets.find(({ block_reason }) => block_reason === "NOT_ENOUGH_FUNDS");
  if (topUp) {
    return (
      <div className={classes.topUp}>
        <ButtonLink href={topUpPathFor(back, price, topUp)} size="md" fullWidth>
          Top up wallet {topUp.login}
        </ButtonLink>
      </div>
    );
  }
  if (openable) {
    return (
      <OpenWallet
        programId={programId}
        currency={openable}
        free={price === 0}
        onOpened={onOpened}
      />
    );
  }
  const hasCurrency = wallets.some(
    (wallet) => wallet.account_mode === 1 && wallet.currency === currency,
  );
  return (
    <p className={classes.unavailable}>
      {whyNot(hasCurrency, price, currency)} Contact us at{" "}
      <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink>, or{" "}
      <TextLink href="/">choose another challenge</TextLink>.
    </p>
  );
}

function whyNot(hasCurrency: boolean, price: number, currency: string): string {
  if (!hasCurrency) return `We don't offer ${currency} wallets yet.`;
  return price > 0
    ? "None of your wallets can pay for this."
    : "You don't have a wallet that can start this trial.";
}
