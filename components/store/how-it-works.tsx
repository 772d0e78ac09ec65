import classes from "./how-it-works.module.css";

const steps = [
  {
    title: "Pay the fee",
    text: "Once, by card or from your trading wallet. The price is the one you see above: no renewal, nothing added at the end.",
  },
  {
    title: "The account is created",
    text: "By itself, as soon as the fee is paid. You can watch it, or close the page: it goes on without you.",
  },
  {
    title: "Trade",
    text: "Reach the profit target and stay inside the two loss limits. Your dashboard shows the account and its rules.",
  },
];

/** What happens after the button is pressed. */
export function HowItWorks() {
  return (
    <section className={classes.section} aria-labelledby="how-it-works">
      <h2 id="how-it-works">How it works</h2>
      <ol className={classes.steps}>
        {steps.map(({ title, text }, index) => (
          <li key={title} className={classes.step}>
            <span className={classes.number} aria-hidden="true">
              {index + 1}
            </span>
            <h3>{title}</h3>
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
