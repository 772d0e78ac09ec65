import classes from "./order.module.css";

const steps = [
  "Your bank confirms the payment. Some banks ask you to confirm it with them.",
  "We create your account, usually within seconds. You watch it happen.",
  "You get its hotkey and can start trading.",
];

/** What follows the payment, so that nobody wonders after pressing the button. */
export function WhatHappensNext() {
  return (
    <section className={classes.next} aria-labelledby="next">
      <h2 id="next" className={classes.title}>
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
