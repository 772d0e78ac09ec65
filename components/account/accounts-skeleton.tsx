import { Skeleton, VisuallyHidden } from "@mantine/core";
import dashboard from "@/components/dashboard/dashboard.module.css";

/** Shown while the list of accounts loads: a heading, the filters, a table. */
export function AccountsSkeleton() {
  return (
    <>
      <VisuallyHidden role="status">Loading your accounts</VisuallyHidden>
      <div aria-hidden>
        <Skeleton height={37} width="12rem" className={dashboard.heading} />
        <Skeleton height={32} width="16rem" mb="md" />
        <Skeleton height={320} radius="lg" />
      </div>
    </>
  );
}
