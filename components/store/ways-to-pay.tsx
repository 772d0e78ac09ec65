import { IconArrowDown, IconCreditCard, IconWallet } from "@tabler/icons-react";
import classes from "./ways-to-pay.module.css";

const ways = [
  {
    href: "#card",
    icon: IconCreditCard,
    title: "Pay by card",
    text: "One account, one target. Yours within a minute.",
  },
  {
    href: "#wallet",
    icon: IconWallet,
    title: "Pay from your wallet",
    text: "Challenges in one or more phases.",
  },
];

/** The two things that are sold here, and the way down to each. */
export function WaysToPay() {
  return (
    <nav className={classes.ways} aria-label="Ways to pay">
      {ways.map(({ href, icon: Icon, title, text }) => (
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
