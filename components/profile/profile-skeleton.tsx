import { Skeleton, VisuallyHidden } from "@mantine/core";
import classes from "./profile.module.css";

/** The profile page while it loads: a heading and four panels. */
export function ProfileSkeleton() {
  return (
    <>
      <VisuallyHidden role="status">Loading your profile</VisuallyHidden>
      <div className={classes.page} aria-hidden>
        <Skeleton height={37} width="8rem" />
        <Skeleton height={245} radius="lg" />
        <Skeleton height={160} radius="lg" />
        <Skeleton height={160} radius="lg" />
        <Skeleton height={140} radius="lg" />
      </div>
    </>
  );
}
