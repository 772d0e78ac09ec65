"use client";

import { AccountButton } from "./account-button";
import type { SignedInUser } from "./nav-items";
import { onDemand } from "./on-demand";

/** The account menu, loaded when it is needed. */
export const AccountMenu = onDemand<{ user: SignedInUser }>(
  AccountButton,
  () => import("./account-menu-items"),
);
