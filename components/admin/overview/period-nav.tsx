import Link from "next/link";
import { type Period, periods } from "@/lib/console/schemas";
import classes from "./overview.module.css";

/** Links to the periods. The period is in the address, so that a view can be shared. */
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
