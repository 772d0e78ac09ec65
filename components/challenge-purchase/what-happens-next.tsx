import order from "@/components/checkout/order.module.css";
import { programSize } from "@/components/store/program";
import type { ProgramView } from "@/lib/catalog/schemas";

/** What follows the button, so that nobody wonders after pressing it. */
export function WhatHappensNext({ program }: { program: ProgramView }) {
  const first = program.steps[0]?.name ?? "first phase";
  const steps = [
    program.price > 0 && "The fee leaves your wallet. If anything after it fails, it comes back.",
    `An account with ${programSize(program)} is opened for the ${first}, usually within seconds.`,
    "You get its login and a temporary password. The password is shown once.",
  ].filter((step) => step !== false);
  return (
    <section className={order.next} aria-labelledby="next">
      <h2 id="next" className={order.title}>
        What happens next
      </h2>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </section>
  );
}
