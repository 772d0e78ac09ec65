import { IconAlertTriangle } from "@tabler/icons-react";
import { productName } from "@/lib/catalog/product-name";
import type { ProgramRecord, TierRecord } from "@/lib/catalog/schemas";
import classes from "./catalog.module.css";

interface Props {
  tier: TierRecord;
  programs: ProgramRecord[];
}

/** Warns that a tier and the program that wallets buy at its price have two names: a card and a wallet buy one offer. */
export function NameWarning({ tier, programs }: Props) {
  const { archived, price_cents, currency } = tier;
  const program = programs.find(({ id }) => id === tier.program_id);
  if (archived || program?.status !== "active") return null;
  if (program.price_cents !== price_cents || program.price_currency !== currency) return null;
  const name = productName({ name: tier.name, phases: program.steps });
  if (name === program.display_name) return null;
  return (
    <span className={classes.warning}>
      <IconAlertTriangle size={14} aria-hidden />
      <span>
        Two names for one offer: “{name}” when bought by card, “{program.display_name}” when bought
        from a wallet. Rename one of them.
      </span>
    </span>
  );
}
