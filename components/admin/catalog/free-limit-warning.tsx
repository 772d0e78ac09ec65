import { IconAlertTriangle } from "@tabler/icons-react";
import type { ProgramRecord } from "@/lib/catalog/schemas";
import classes from "./catalog.module.css";

interface Props {
  program: Pick<ProgramRecord, "price_cents" | "free_limit" | "status">;
}

/** Warns that a customer may take a free program on sale any number of times, as programs from before limits say. */
export function FreeLimitWarning({ program: { price_cents, free_limit, status } }: Props) {
  if (price_cents > 0 || free_limit !== null || status !== "active") return null;
  return (
    <span className={classes.warning}>
      <IconAlertTriangle size={14} aria-hidden />
      <span>
        No limit set: a customer can take it again whenever the last one has ended. Say how many
        times it is free.
      </span>
    </span>
  );
}
