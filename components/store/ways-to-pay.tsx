import { IconArrowDown, IconCreditCard, IconWallet } from "@tabler/icons-react";
import classes from "./ways-to-pay.module.css";

const links = [
  {
    href: "#card",
    icon: IconCreditCard,
    title: "Pay by card",
    text: "One account, one profit target. Usually ready in under a minute.",
  },
  {
    href: "#wallet",
    icon: IconWallet,
    title: "Pay with wallet balance",
    text: "Challenges with one or more phases.",
  },
];

/** Links to the two sections of the storefront: paid by card, and from a wallet. */
export function WaysToPay() {
  return (
    <nav className={classes.ways} aria-label="Ways to pay">
      {links.map(({ href, icon: Icon, title, text }) => (
        <a key={href} href={href} className={classes.way}>
          <span className={classes.icon}>
            <Icon size={20} aria-hidden />
          </span>
          <span>
            <span className={classes.title}>{title}</span>
            <span className={classes.text}>{text}</span>
          </span>
          <IconArrowDown size={16} className={classes.arrow} aria-hidden />
        </a>
      ))}
    </nav>
  );
}
