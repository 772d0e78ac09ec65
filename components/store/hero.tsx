import classes from "./hero.module.css";

/** What this is, in two sentences. */
export function Hero() {
  return (
    <div className={classes.hero}>
      <h1 className={classes.title}>Pick an account size. Pay once. Trade.</h1>
      <p className={classes.text}>
        Your trading account is created by itself as soon as the payment is through, usually within
        a minute. You see every step of it.
      </p>
    </div>
  );
}
