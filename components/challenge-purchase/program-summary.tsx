import order from "@/components/checkout/order.module.css";
import { programSize } from "@/components/store/program";
import { afterPassing } from "@/components/store/program-end";
import { RulesInFull } from "@/components/store/rules-in-full";
import type { ProgramView } from "@/lib/catalog/schemas";
import { formatUnits } from "@/lib/core/money";
import { PhaseTable } from "./phase-table";

/** The program: its size, its phases with their rules in money, its fee. */
export function ProgramSummary({ program }: { program: ProgramView }) {
  const { display_name, description, price, price_currency, steps } = program;
  return (
    <section className={order.card} aria-labelledby="order">
      <h2 id="order" className={order.title}>
        Your challenge
      </h2>
      <div className={order.item}>
        <p className={order.size}>{programSize(program)}</p>
        <p className={order.name}>{display_name}</p>
        <p className={order.about}>
          {description} {afterPassing(steps, price)}
        </p>
      </div>
      <PhaseTable phases={steps} />
      <RulesInFull phases={steps} />
      <div className={order.total}>
        <span>{price === 0 ? "Fee" : "Total (one-time)"}</span>
        <strong>{price === 0 ? "Free" : formatUnits(price, price_currency)}</strong>
      </div>
    </section>
  );
}
