import classes from "./order.module.css";

interface Props {
  /** `One-step 50K, Crypto` */
  name: string;
  /** Of the account, with its currency. */
  size: string;
  about: string | null;
  /** Null for free. */
  total: string | null;
}

/** What is bought, in short: its name, its account's size, and the price. */
export function OrderSummary({ name, size, about, total }: Props) {
  return (
    <section className={classes.card} aria-labelledby="order">
      <h2 id="order" className={classes.title}>
        Your order
      </h2>
      <div className={classes.item}>
        <p className={classes.name}>{name}</p>
        <p className={classes.about}>{size} account</p>
        {about && <p className={classes.about}>{about}</p>}
        <a href="#rules" className={classes.toRules}>
          See the rules
        </a>
      </div>
      <div className={classes.total}>
        <span>{total === null ? "Fee" : "Total (one-time)"}</span>
        <strong>{total ?? "Free"}</strong>
      </div>
    </section>
  );
}
