"use client";

import { type ComponentProps, lazy, Suspense } from "react";

const Loaded = lazy(() =>
  import("./recent-purchase-first").then((file) => ({ default: file.RecentPurchaseFirst })),
);

/** `RecentPurchaseFirst`, whose script is loaded where it is shown: few buyers see it. */
export const RecentPurchaseOnDemand = (props: ComponentProps<typeof Loaded>) => (
  <Suspense>
    <Loaded {...props} />
  </Suspense>
);
