import { Skeleton, VisuallyHidden } from "@mantine/core";
import classes from "@/components/ui/detail.module.css";

/** Shown while a challenge loads: heading, facts, phases, account. */
export function ChallengeSkeleton() {
  return (
    <>
      <VisuallyHidden role="status">Loading your account</VisuallyHidden>
      <div aria-hidden>
        <Skeleton height={18} width="8rem" mb="xs" />
        <Skeleton height={37} width="16rem" mb="md" />
        <Skeleton height={42} width="min(36rem, 100%)" mb="xl" />
        <div className={classes.layout}>
          <div className={classes.side}>
            <Skeleton height={300} radius="lg" />
            <Skeleton height={150} radius="lg" />
          </div>
          <div className={classes.main}>
            <Skeleton height={520} radius="lg" />
            <Skeleton height={260} radius="lg" />
          </div>
        </div>
      </div>
    </>
  );
}
