import classes from "./terms.module.css";

interface Props {
  firmName: string;
  supportEmail: string;
  version: string;
}

/** The terms of a challenge purchase, as short as they can be. */
export function Terms({ firmName, supportEmail, version }: Props) {
  const mail = <a href={`mailto:${supportEmail}`}>{supportEmail}</a>;
  return (
    <article className={classes.terms}>
      <h1>Terms of purchase</h1>
      <p className={classes.version}>
        Version {version}. The version in force when you buy is kept with your purchase.
      </p>

      <h2>What you buy</h2>
      <p>
        You pay {firmName} a one-time fee for a trading challenge: an account of the size and in the
        market that you picked, under the rules shown with it. The size is what you trade with in
        the challenge. It is not your deposit, and it can't be withdrawn.
      </p>

      <h2>Rules of the account</h2>
      <p>
        The profit target, the largest loss in a day, the largest loss in total and the smallest
        number of trading days are the ones shown when you buy. An account that goes past a loss
        limit has failed its challenge. Passing a challenge doesn't entitle you to a payout.
      </p>

      <h2>Payment</h2>
      <p>
        The price is shown before you pay and charged once. Card details go to Stripe, our payment
        provider; we never see the whole number. A fee that is paid from your trading wallet is
        taken from its balance. A payment that fails buys nothing.
      </p>

      <h2>Trading wallet</h2>
      <p>
        A trading wallet holds your own money, for paying the fees of challenges. It is topped up by
        card. What you haven't spent is returned on request: write to {mail}.
      </p>

      <h2>Delivery</h2>
      <p>
        The account is created when your payment is confirmed, usually within a minute. If the
        account of a card payment can't be created, a person looks into it, and your dashboard says
        so. If the account of a fee paid from your wallet can't be created, the fee goes back by
        itself, as said under Refunds.
      </p>

      <h2>Refunds and disputes</h2>
      <p>
        To ask for a refund, write to {mail}. A refund goes back to the card or the wallet that
        paid, and a full refund closes the account. If the account of a fee paid from your wallet
        can't be created, that fee goes back to the wallet by itself. While a payment is disputed
        with the bank, its account is suspended; if the dispute is decided against us, it is closed.
        The same holds for challenges that a disputed deposit paid for, as far as the wallet can't
        give the money back: the oldest money in a wallet is spent first, and as many challenges are
        suspended as it takes for their fees to cover what the wallet owes. They go on once that is
        repaid or the dispute is decided in our favor. If it is decided against us, they end and
        their fees repay what is owed.
      </p>

      <h2>Risk</h2>
      <p>
        Passing a challenge is hard and never certain. Pay only what you can do without. Nothing on
        these pages is investment advice.
      </p>

      <h2>Records</h2>
      <p>
        With each purchase we keep the version of these terms, the time, the network address and the
        browser it was made from, as evidence of your consent.
      </p>

      <h2>Questions</h2>
      <p>A person answers at {mail}.</p>
    </article>
  );
}
