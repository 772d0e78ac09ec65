import classes from "./how-it-works.module.css";

const steps = [
  {
    title: "Pay the fee",
    text: "Pay once, by card or from your wallet. The price you see is the price you pay: no subscription, no extra fees.",
  },
  {
    title: "We set up your account",
    text: "Setup starts the moment your payment clears. You can watch it happen or close the page; it finishes either way.",
  },
  {
    title: "Trade",
    text: "Hit the profit target without breaching a loss limit. Your dashboard shows your account and its rules.",
  },
];

/** The steps from the payment to the account. */
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
