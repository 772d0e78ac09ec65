import { Skeleton, VisuallyHidden } from "@mantine/core";
import classes from "./dashboard.module.css";

/** Shown while the dashboard loads: a heading and two tables. */
export function DashboardSkeleton() {
  return (
    <>
      <VisuallyHidden role="status">Loading your dashboard</VisuallyHidden>
      <div aria-hidden>
        <Skeleton height={37} width="12rem" className={classes.heading} />
        <div className={classes.section}>
          <Skeleton height={26} width="7rem" mb="md" />
          <Skeleton height={220} radius="lg" />
        </div>
        <Skeleton height={26} width="7rem" mb="md" />
        <Skeleton height={220} radius="lg" />
      </div>
    </>
  );
}
