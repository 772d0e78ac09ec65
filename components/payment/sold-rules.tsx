import type { TierTerms } from "@/lib/catalog/schemas";
import panel from "../ui/panel.module.css";
import { TextLink } from "../ui/text-link";

interface Props {
  terms: TierTerms | null;
  /** In whole units of the currency. */
  accountSize: number;
}

/** The main rules of what was bought by card, with the link to all of them. */
export function SoldRules({ terms, accountSize }: Props) {
  const [phase] = terms?.phases ?? [];
  if (!terms || !phase) return null;
  const query = `account_size=${accountSize}&currency=${terms.currency}&phase_type=${phase.phase_type}`;
  return (
    <p className={panel.caption}>
      {phase.rules_summary}.{" "}
      <TextLink href={`/rules/${phase.rule_set}?${query}`}>Rules in full</TextLink>
    </p>
  );
}
