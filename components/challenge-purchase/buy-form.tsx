import { type FormEvent, type ReactNode, useState } from "react";
import { Form } from "@/components/ui/form";
import type { ProgramView } from "@/lib/catalog/schemas";
import type { PayerAccountView } from "@/lib/challenges/schemas";
import type { ApiError } from "@/lib/client/api";
import { formatUnits } from "@/lib/money";
import { BuyButton } from "./buy-button";
import { NoWallet } from "./no-wallet";
import { PricePreview } from "./price-preview";
import { Refusal } from "./refusal";
import { usePreview } from "./use-preview";
import { Wallets } from "./wallets";

interface Props {
  program: ProgramView;
  wallets: PayerAccountView[];
  /** The currency of a wallet that the customer lacks and can open. */
  openable: string | null;
  /** Reads the wallets again. */
  onOpened: () => Promise<unknown>;
  /** The wallet of a purchase that is being asked for. */
  asking: number | null;
  refusal: ApiError | null;
  consent: ReactNode;
  supportEmail: string;
  /** Told the price that the button showed, in units of its currency. */
  onBuy: (login: number, amount: number) => void;
}

/** Which wallet pays, what that does to it, and the button that buys. */
export function BuyForm(props: Props) {
  const { program, wallets, asking, refusal, consent, supportEmail, onBuy } = props;
  const { openable, onOpened } = props;
  const [chosen, choose] = useState<number | null>(null);
  const able = wallets.filter(({ eligible }) => eligible);
  const wallet =
    able.find(({ login }) => login === (asking ?? chosen)) ??
    able.toSorted((a, b) => b.balance - a.balance)[0] ??
    null;
  const preview = usePreview(program.id, wallet).data;
  const { price, currency } = preview?.can_buy
    ? preview
    : { price: program.price, currency: program.price_currency };
  const fee = formatUnits(price, currency);
  const busy = asking !== null;
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
      {refusal && <Refusal error={refusal} free={free} />}
      <Wallets
        programId={program.id}
        wallets={wallets}
        price={price}
        currency={currency}
        chosen={wallet?.login ?? null}
        onChoose={choose}
        busy={busy}
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
          <BuyButton
            words={
              price > 0
                ? `${busy ? "Buying" : "Buy"} for ${fee} from wallet ${wallet.login}${busy ? "…" : ""}`
                : busy
                  ? "Starting the free trial…"
                  : "Start the free trial"
            }
            busy={busy}
            disabled={preview?.can_buy === false}
          />
          {consent}
        </>
      ) : (
        <NoWallet
          programId={program.id}
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
