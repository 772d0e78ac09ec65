import { IconPlus } from "@tabler/icons-react";
import type { TierRecord } from "@/lib/catalog/schemas";
import { formatMoney, formatSize } from "@/lib/core/money";
import { ButtonLink } from "../../ui/button-link";
import { TextLink } from "../../ui/text-link";
import classes from "./catalog.module.css";
import { SaleStatusBadge } from "./catalog-overview";
import { editPath } from "./paths";

interface Props {
  programId: number;
  /** Its offers by card. */
  tiers: TierRecord[];
}

/** A program's offers by card, with the link that adds one. */
export function CardOffers({ programId, tiers }: Props) {
  return (
    <section className={classes.offers} aria-labelledby="offers">
      <h2 id="offers" className={classes.title}>
        Tiers: sizes sold by card alone
      </h2>
      {tiers.length === 0 && <p className={classes.note}>No offers yet.</p>}
      <ul>
        {tiers.map(({ id, name, account_size, price_cents, currency, archived }) => (
          <li key={id}>
            <TextLink href={editPath("tiers", id)}>{name}</TextLink>
            <span className={classes.note}>
              {formatSize(account_size, currency)} for{" "}
              {price_cents === 0 ? "free" : formatMoney(price_cents, currency)}
            </span>
            {archived && <SaleStatusBadge saleStatus="archived" />}
          </li>
        ))}
      </ul>
      <ButtonLink
        href={`${editPath("tiers")}?program=${programId}`}
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
      >
        Add card offer
      </ButtonLink>
    </section>
  );
}
