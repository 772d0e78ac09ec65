import Link from "next/link";
import { marketHref, marketName } from "./market";
import classes from "./market-switch.module.css";

interface Props {
  markets: string[];
  current: string;
}

/** Which market's tiers are shown. Plain links: it works without JavaScript and can be shared. */
export function MarketSwitch({ markets, current }: Props) {
  return (
    <nav className={classes.switch} aria-label="Market">
      {markets.map((market) => (
        <Link
          key={market}
          href={marketHref(market)}
          scroll={false}
          className={classes.market}
          aria-current={market === current ? "true" : undefined}
        >
          {marketName(market)}
        </Link>
      ))}
    </nav>
  );
}
