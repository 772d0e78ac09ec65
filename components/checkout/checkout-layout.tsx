import type { ReactNode, Ref } from "react";
import { BackLink } from "@/components/ui/back-link";
import classes from "./order.module.css";

/** What a checkout shows around the payment. */
export interface CheckoutParts {
  backHref: string;
  heading: string;
  summary: ReactNode;
  rules: ReactNode;
  next: ReactNode;
}

interface Props {
  parts: CheckoutParts;
  /** The heading of the payment. */
  title: string;
  sandbox?: boolean;
  ref?: Ref<HTMLElement>;
  children: ReactNode;
}

/**
 * The frame of every checkout: order, payment, rules, next steps. On a phone in this order; else the payment is beside the
 * others.
 */
export function CheckoutLayout({ parts, title, sandbox = false, ref, children }: Props) {
  const { backHref, heading, summary, rules, next } = parts;
  return (
    <>
      <BackLink href={backHref}>All challenges</BackLink>
      <h1 className={classes.heading}>{heading}</h1>
      <div className={classes.layout}>
        {summary}
        <section
          ref={ref}
          tabIndex={-1}
          className={classes.pay}
          aria-labelledby="pay"
          data-sandbox={sandbox || undefined}
        >
          <h2 id="pay" className={classes.title}>
            {title}
          </h2>
          {children}
        </section>
        {rules}
        {next}
      </div>
    </>
  );
}
