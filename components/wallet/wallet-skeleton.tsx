import { Skeleton, VisuallyHidden } from "@mantine/core";
import dashboard from "@/components/dashboard/dashboard.module.css";
import classes from "./wallet.module.css";

/** Shown while the wallet loads: heading, balance, statement. */
export function WalletSkeleton() {
  return (
    <>
      <VisuallyHidden role="status">Loading your wallet</VisuallyHidden>
      <div aria-hidden>
        <Skeleton height={37} width="8rem" className={dashboard.heading} />
        <Skeleton height={162} radius="lg" />
        <div className={classes.statement}>
          <Skeleton height={26} width="8rem" mb="md" />
          <Skeleton height={300} radius="lg" />
        </div>
      </div>
    </>
  );
}
