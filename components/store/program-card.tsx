import type { ProgramView } from "@/lib/catalog/schemas";
import { formatUnits } from "@/lib/core/money";
import { ButtonLink } from "../ui/button-link";
import { PhaseTrack } from "./phase-track";
import { buyPath, programSize } from "./program";
import { afterPassing } from "./program-end";
import { planRules } from "./rule-cells";
import { RuleList } from "./rule-list";
import classes from "./tier-card.module.css";
import { walletNote } from "./wallet-note";

interface Props {
  program: ProgramView;
  /** The stops of the longest track in the list. */
  columns: number;
  /** The currencies (lower case) that wallets can be opened in; null where they aren't known. */
  walletCurrencies: string[] | null;
}

/** The rules of a program, one a line; its track shows the targets. */
function programRules({ steps }: ProgramView) {
  const [first] = steps;
  const account = { size: first?.initial_balance ?? 0, currency: first?.currency ?? "usd" };
  return planRules(steps, account).filter(({ rule }) => rule !== "profit_target");
}

/** One program: its size, its price, its phases and rules, and the link to buy it. */
export function ProgramCard({ program, columns, walletCurrencies }: Props) {
  const { id, display_name, price, price_currency, price_label, steps } = program;
  const cost = formatUnits(price, price_currency);
  const size = programSize(program);
  const notes = [afterPassing(steps, price), walletNote(program, walletCurrencies)].filter(Boolean);
  return (
    <article className={classes.card} aria-label={`${display_name}, ${cost}`}>
      <div className={classes.head}>
        <h3 className={classes.name}>{display_name}</h3>
      </div>
      <div className={classes.offer}>
        <p className={classes.size}>{size}</p>
        <p className={classes.price}>
          <strong>{cost}</strong> {price_label.toLowerCase()}
        </p>
      </div>
      <PhaseTrack steps={steps} columns={columns} />
      <RuleList rules={programRules(program)} />
      {notes.length > 0 && <p className={classes.after}>{notes.join(" ")}</p>}
      <ButtonLink
        href={buyPath(id)}
        prefetch={false}
        fullWidth
        size="md"
        variant="default"
        aria-label={`Buy for ${cost}: ${display_name}`}
      >
        Buy for {cost}
      </ButtonLink>
    </article>
  );
}
