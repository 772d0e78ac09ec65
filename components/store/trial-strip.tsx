import type { ProgramView } from "@/lib/catalog/schemas";
import { ButtonLink } from "../ui/button-link";
import classes from "./free-strip.module.css";
import { buyPath, days, programSize } from "./program";
import { ruleCells } from "./rule-cells";
import { walletNote } from "./wallet-note";

function rules({ steps: [first] }: ProgramView): string {
  if (!first) return "";
  return ruleCells(first, { size: first.initial_balance, currency: first.currency })
    .map(({ name, share }) => `${name.toLowerCase()} ${share.toLowerCase()}`)
    .join(", ");
}

interface Props {
  program: ProgramView;
  /** The currencies (lower case) that wallets can be opened in; null where they aren't known. */
  walletCurrencies: string[] | null;
}

/** A free program. */
export function TrialStrip({ program, walletCurrencies }: Props) {
  const limit = program.steps[0]?.duration_days;
  const size = programSize(program);
  return (
    <section className={classes.strip} aria-labelledby={`trial-${program.id}`}>
      <div>
        <h3 id={`trial-${program.id}`} className={classes.title}>
          Try the platform free: {size} account
          {limit && ` for ${days(limit)}`}
        </h3>
        <p className={classes.text}>
          Your wallet isn't charged. Rules: {rules(program)}.{" "}
          {walletNote(program, walletCurrencies)}
        </p>
      </div>
      <ButtonLink href={buyPath(program.id)} prefetch={false} variant="default" size="md">
        Start the free trial
      </ButtonLink>
    </section>
  );
}
