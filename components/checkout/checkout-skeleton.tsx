import { Skeleton } from "@mantine/core";
import { pageTitle } from "@/components/challenge-purchase/page-title";
import card from "./card-form.module.css";
import { CardFormSkeleton } from "./card-form-skeleton";
import classes from "./order.module.css";
import { MethodsWaiting } from "./payment-methods";

/** The height of a line of rules, with its border. */
const RULE = 37;

/** Shown while the checkout loads, in its shape: the order and its rules beside the card form. */
export function CheckoutSkeleton({ sandbox }: { sandbox: boolean }) {
  return (
    <>
      <Skeleton height={20} width="7rem" aria-hidden />
      <h1 className={classes.heading}>{pageTitle("choosing", false)}</h1>
      <div className={classes.layout}>
        <section className={classes.card} aria-hidden>
          <h2 className={classes.title}>Your order</h2>
          <Skeleton height={26} width="11rem" my={2} />
          <Skeleton height={20} width="8rem" mt="xs" mb="xs" />
          <Skeleton height={36} mb="md" />
          <div className={classes.total}>
            <Skeleton height={20} width="8rem" />
            <Skeleton height={26} width="5rem" />
          </div>
        </section>
        <section className={classes.pay} data-sandbox={sandbox || undefined} aria-busy>
          <h2 className={classes.title}>Payment</h2>
          <MethodsWaiting />
          <div className={card.card}>
            <CardFormSkeleton />
          </div>
          <Skeleton height={42} className={card.pay} aria-hidden />
          <Skeleton height={16} width="14rem" mt="sm" mx="auto" aria-hidden />
        </section>
        <section className={classes.rules} aria-hidden>
          <h2 className={classes.title}>Rules</h2>
          {["target", "daily", "total", "days"].map((rule) => (
            <Skeleton key={rule} height={RULE - 17} mb={17} />
          ))}
        </section>
      </div>
    </>
  );
}
