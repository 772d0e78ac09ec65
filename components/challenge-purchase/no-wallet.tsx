import { ButtonLink } from "@/components/ui/button-link";
import { TextLink } from "@/components/ui/text-link";
import type { PayerAccountView } from "@/lib/challenges/schemas";
import classes from "./buy-form.module.css";
import { OpenWallet } from "./open-wallet";
import { topUpFor } from "./top-up-for";

interface Props {
  programId: number;
  price: number;
  currency: string;
  wallets: PayerAccountView[];
  openable: string | null;
  onOpened: () => Promise<unknown>;
  supportEmail: string;
}

/** In the place of the button where no wallet can pay: a top-up, a new wallet, or why neither helps. */
export function NoWallet(props: Props) {
  const { programId, price, currency, wallets, openable, onOpened, supportEmail } = props;
  const short = wallets.find(({ block_reason }) => block_reason === "NOT_ENOUGH_FUNDS");
  if (short) {
    return (
      <div className={classes.topUp}>
        <ButtonLink href={topUpFor(programId, price, short)} size="md" fullWidth>
          Top up wallet {short.login}
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
    <p className={classes.nobody}>
      {whyNot(hasCurrency, price, currency)} Ask us at{" "}
      <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink>, or{" "}
      <TextLink href="/#wallet">choose another challenge</TextLink>.
    </p>
  );
}

function whyNot(hasCurrency: boolean, price: number, currency: string): string {
  if (!hasCurrency) return `We don't offer wallets in ${currency} yet.`;
  return price > 0
    ? "None of your wallets can pay this."
    : "The trial can't be started with any of your wallets.";
}
