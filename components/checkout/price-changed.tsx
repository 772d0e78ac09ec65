import { Button } from "@mantine/core";
import { IconTag } from "@tabler/icons-react";
import { formatMoney } from "@/lib/core/money";
import { ConfirmFirst } from "./confirm-first";
import type { Order } from "./order";

interface Props {
  order: Order;
  /** The price that the page showed before, in minor units. */
  before: number;
  onAccept: () => void;
}

/** Says that the price has changed since the buyer saw it. No payment is started until they accept it. */
export function PriceChanged({ order, before, onAccept }: Props) {
  const now = formatMoney(order.amount_cents, order.currency);
  return (
    <ConfirmFirst
      icon={<IconTag size={20} color="var(--pd-amber)" aria-hidden />}
      title={`The price has changed to ${now}`}
      actions={<Button onClick={onAccept}>Continue at {now}</Button>}
    >
      It was {formatMoney(before, order.currency)} when you opened this page. You haven't been
      charged.
    </ConfirmFirst>
  );
}
