import Link from "next/link";
import { type Period, periods } from "@/lib/console/schemas";
import classes from "./overview.module.css";

/** How many days are told of. It stands in the address, so that a view can be passed on. */
export const PeriodNav = ({ period }: { period: Period }) => (
  <nav aria-label="Period">
    <ul className={classes.periods}>
      {periods.map((days) => (
        <li key={days}>
          <Link
            href={`/admin?days=${days}`}
            className={classes.period}
            aria-current={days === period ? "page" : undefined}
          >
            {days} days
          </Link>
        </li>
      ))}
    </ul>
  </nav>
);
