import { Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import type { ApiError } from "@/components/client/api";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ProgramView } from "@/lib/catalog/schemas";
import { formatUnits } from "@/lib/core/money";
import type { PayerAccountView } from "@/lib/purchases/schemas";
import classes from "./buy-form.module.css";
import { NoWallet } from "./no-wallet";
import { PricePreview } from "./price-preview";
import { previewQuery } from "./queries";
import { Rejection } from "./rejection";
import { Wallets } from "./wallets";

interface Props {
  program: ProgramView;
  /** The checkout to return to after a top-up. */
  back: string;
  wallets: PayerAccountView[];
  /** The currency of a wallet that the customer lacks and can open. */
  openable: string | null;
  /** Fetches the wallets again. */
  onOpened: () => Promise<unknown>;
  /** The wallet of the purchase that is being sent. */
  busyLogin: number | null;
  rejection: ApiError | null;
  consent: ReactNode;
  supportEmail: string;
  /** `amount` is the price that the button showed, in units of its currency. */
  onBuy: (login: number, amount: number) => void;
}

/** The choice of the wallet, what the purchase does to its balance, and the button that buys. */
export function BuyForm(props: Props) {
  const { program, wallets, busyLogin, rejection, consent, supportEmail, onBuy } = props;
  const { openable, onOpened, back } = props;
  const [chosenLogin, setChosenLogin] = useState<number | null>(null);
  const eligible = wallets.filter((wallet) => wallet.eligible);
  const wallet =
    eligible.find(({ login }) => login === (busyLogin ?? chosenLogin)) ??
    eligible.toSorted((a, b) => b.balance - a.balance)[0] ??
    null;
  const preview = useQuery(previewQuery(program.id, wallet)).data;
  const { price, currency } = preview?.can_buy
    ? preview
    : { price: program.price, currency: program.price_currency };
  const busy = busyLogin !== null;
  const free = price === 0;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (wallet && !busy) onBuy(wallet.login, price);
  }

  return (
    <Form
      onSubmit={submit}
      aria-label={free ? "Start the trial" : "Buy the challenge"}
      aria-busy={busy}
    >
      {rejection && <Rejection error={rejection} free={free} />}
      <Wallets
        back={back}
        wallets={wallets}
        price={price}
        currency={currency}
        chosen={wallet?.login ?? null}
        onChoose={setChosenLogin}
        busy={busy}
        isExplained={openable !== null}
      />
      {wallet ? (
        <>
          {program.price > 0 && (
            <PricePreview
              wallet={wallet}
              price={price}
              currency={currency}
              priceBefore={program.price}
              preview={preview}
            />
          )}
          <SubmitButton
            size="md"
            fullWidth
            className={classes.buy}
            classNames={{ label: classes.label }}
            disabled={preview?.can_buy === false}
            // Not `disabled`: the button keeps the keyboard's focus and its colour while it works.
            aria-disabled={busy || undefined}
            leftSection={busy ? <Loader size={16} color="currentColor" /> : undefined}
            aria-live="polite"
          >
            {free
              ? freeButtonLabel(busy)
              : buyButtonLabel(formatUnits(price, currency), wallet.login, busy)}
          </SubmitButton>
          {consent}
        </>
      ) : (
        <NoWallet
          programId={program.id}
          back={back}
          price={price}
          currency={currency}
          wallets={wallets}
          openable={openable}
          onOpened={onOpened}
          supportEmail={supportEmail}
        />
      )}
    </Form>
  );
}

const freeButtonLabel = (busy: boolean) =>
  busy ? "Starting the free trial…" : "Start the free trial";

const buyButtonLabel = (fee: string, login: number, busy: boolean) =>
  `${busy ? "Buying" : "Buy"} for ${fee} from wallet ${login}${busy ? "…" : ""}`;
