import { ButtonLink } from "@/components/ui/button-link";
import { TextLink } from "@/components/ui/text-link";
import type { PayerAccountView } from "@/lib/challenges/schemas";
import classes from "./buy-form.module.css";
import { topUpFor } from "./top-up-for";

interface Props {
  programId: number;
  price: number;
  wallets: PayerAccountView[];
  supportEmail: string;
}

/** In the place of the button where no wallet can pay: a top-up, if that would help. */
export function NoWallet({ programId, price, wallets, supportEmail }: Props) {
  const short = wallets.find(({ block_reason }) => block_reason === "NOT_ENOUGH_FUNDS");
  if (!short) {
    return (
      <p className={classes.nobody}>
        {price > 0
          ? "None of your wallets can pay this."
          : "The trial can't be started with any of your wallets."}{" "}
        Ask us at <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink>, or{" "}
        <TextLink href="/#wallet">choose another challenge</TextLink>.
      </p>
    );
  }
  return (
    <div className={classes.topUp}>
      <ButtonLink href={topUpFor(programId, price, short)} size="md" fullWidth>
        Top up wallet {short.login}
      </ButtonLink>
    </div>
  );
}
