import classes from "./top-up.module.css";

/** What follows a top-up, so that nobody wonders after pressing the button. */
export function WhatHappensNext({ login }: { login: number }) {
  return (
    <section className={classes.next} aria-labelledby="next">
      <h2 id="next" className={classes.title}>
        What happens next
      </h2>
      <ol>
        <li>Your bank confirms the payment. Some banks ask you to confirm it with them.</li>
        <li>We credit wallet {login}, usually within seconds. You watch it happen.</li>
        <li>You buy a challenge from the wallet. What you don't spend stays in it.</li>
      </ol>
    </section>
  );
}
