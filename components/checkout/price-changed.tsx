import { Button } from "@mantine/core";
import { IconTag } from "@tabler/icons-react";
import { formatMoney } from "@/lib/money";
import { AskFirst } from "./ask-first";
import type { Order } from "./order";

interface Props {
  order: Order;
  /** What the page showed before, in minor units. */
  before: number;
  onAccept: () => void;
}

/** The price is another one than the buyer was shown: nothing is started until they have seen it. */
export function PriceChanged({ order, before, onAccept }: Props) {
  const now = formatMoney(order.amount_cents, order.currency);
  return (
    <AskFirst
      icon={<IconTag size={20} color="var(--pd-amber)" aria-hidden />}
      title={`The price has changed to ${now}`}
      actions={<Button onClick={onAccept}>Continue at {now}</Button>}
    >
      It was {formatMoney(before, order.currency)} when you opened this page. Nothing was charged.
    </AskFirst>
  );
}
