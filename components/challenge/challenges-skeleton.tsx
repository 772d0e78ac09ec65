import { Skeleton, VisuallyHidden } from "@mantine/core";
import dashboard from "@/components/dashboard/dashboard.module.css";

/** Shown while the list of challenges loads: a heading and three cards. */
export function ChallengesSkeleton() {
  return (
    <>
      <VisuallyHidden role="status">Loading your challenges</VisuallyHidden>
      <div aria-hidden>
        <Skeleton height={37} width="12rem" className={dashboard.heading} />
        <div className={dashboard.accounts}>
          <Skeleton height={300} radius="lg" />
          <Skeleton height={300} radius="lg" />
          <Skeleton height={300} radius="lg" />
        </div>
      </div>
    </>
  );
}
