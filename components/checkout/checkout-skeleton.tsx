import { Skeleton } from "@mantine/core";
import card from "./card-form.module.css";
import { CardFormSkeleton } from "./card-form-skeleton";
import classes from "./order.module.css";
import { WhatHappensNext } from "./what-happens-next";

/** The height of a line of rules, with its border. */
const RULE = 37;

/** Shown while the checkout loads, in its shape: the order beside the card form. */
export function CheckoutSkeleton({ sandbox }: { sandbox: boolean }) {
  return (
    <>
      <Skeleton height={20} width="7rem" aria-hidden />
      <h1 className={classes.heading}>Checkout</h1>
      <div className={classes.layout}>
        <section className={classes.card} aria-hidden>
          <h2 className={classes.title}>Your order</h2>
          <Skeleton height={26} width="6rem" my={2} />
          <Skeleton height={20} width="11rem" mt="xs" mb="xs" />
          <Skeleton height={36} mb="md" />
          {["target", "daily", "total", "days"].map((rule) => (
            <Skeleton key={rule} height={RULE - 17} mb={17} />
          ))}
          <div className={classes.total}>
            <Skeleton height={20} width="8rem" />
            <Skeleton height={26} width="5rem" />
          </div>
        </section>
        <section className={classes.pay} data-sandbox={sandbox || undefined} aria-busy>
          <h2 className={classes.title}>Pay by card</h2>
          <div className={card.card}>
            <CardFormSkeleton />
          </div>
          <Skeleton height={42} className={card.pay} aria-hidden />
          <Skeleton height={16} width="14rem" mt="sm" mx="auto" aria-hidden />
        </section>
        <WhatHappensNext />
      </div>
    </>
  );
}
