import classes from "./hero.module.css";

/** The heading of the storefront. */
export function Hero() {
  return (
    <div className={classes.hero}>
      <h1 className={classes.title}>Pick an account size. Pay once. Trade.</h1>
      <p className={classes.text}>
        We set up your trading account automatically as soon as your payment clears, usually in
        under a minute. Follow every step live.
      </p>
    </div>
  );
}
