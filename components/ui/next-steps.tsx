import classes from "./next-steps.module.css";

/** What happens after the button is pressed, step by step. */
export function NextSteps({ steps }: { steps: string[] }) {
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
