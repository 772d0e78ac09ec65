import { formatSize } from "@/lib/core/money";
import type { PictureFact } from "../picture";
import { planRules } from "../rule-cells";
import {
  defaultOffer,
  isForSale,
  offersOf,
  type ProgramOffers,
  priceText,
  programName,
} from "./program-offers";

/** The rules of a program that its picture has room for. */
const shown = ["profit_target", "daily_loss", "total_loss"];

/** A program's picture: its name, its price, its size and main rules. */
export function pictureOf(page: ProgramOffers): {
  title: string;
  price: string | null;
  facts: PictureFact[];
} {
  const offers = offersOf(page);
  const offer = defaultOffer(offers);
  const { phases, size, currency, price } = offer;
  const cost = price.cents === 0 ? "Free" : `${priceText(offer)} one-time fee`;
  return {
    title: programName(page.program, offers),
    price: isForSale(offer) ? cost : null,
    facts: [
      { name: "Account", value: formatSize(size, currency) },
      ...planRules(phases, { size, currency })
        .filter(({ rule }) => shown.includes(rule))
        .map(({ name, share }) => ({ name, value: short(share) })),
    ],
  };
}

const MAX_LENGTH = 16;
/** What a picture has room for: a rule that isn't a plain percentage begins with it. */
const short = (share: string): string =>
  share.length <= MAX_LENGTH ? share : (share.split(" ")[0] ?? share);
