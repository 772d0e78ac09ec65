import { type FoundRecord, lists, type RecordKind } from "@/lib/console/schemas";
import { cardLabel } from "@/lib/core/card-label";
import { shortenMiddle } from "@/lib/core/format";
import { detailPath, listPath } from "../console/paths";

/** The heading of each kind of records. */
export const kindLabel = (kind: RecordKind): string =>
  kind === "wallets" ? "Wallets" : lists[kind].title;

/** The page of a record. A wallet's is its statement. */
export const recordPath = ({ kind, id }: FoundRecord): string =>
  kind === "wallets" ? listPath("operations", { wallet: id }) : detailPath(kind, id);

const matchLabels = {
  payment_intent: "PaymentIntent",
  refund: "Refund",
  dispute: "Dispute",
  hotkey: "Hotkey",
  login: "Login",
  order: "Order",
  challenge: "Challenge",
  event: "Event",
  customer: "Customer",
  receipt: "Receipt",
} satisfies Record<Exclude<Match["by"], "card">, string>;

/** Whose it is, its id, and by what else it was found, as short texts in this order. */
export function recordDetails(record: FoundRecord): string[] {
  const { kind, id, title, customer_name: name, customer_email: email, matched } = record;
  const parts = [
    name === title ? null : name,
    email === title ? null : email,
    kind === "wallets" ? null : shownId(id),
    matched && describeMatch(matched),
  ];
  return parts.filter((part): part is string => part !== null);
}

type Match = NonNullable<FoundRecord["matched"]>;

function describeMatch({ by, value }: Match): string {
  const [brand = "", last4 = ""] = value.split(" ");
  return by === "card" ? cardLabel({ brand, last4 }) : `${matchLabels[by]} ${shortenMiddle(value)}`;
}

/** A number is shown whole, as people quote it. */
const shownId = (id: string) => (/^\d+$/.test(id) ? `No. ${id}` : shortenMiddle(id));
