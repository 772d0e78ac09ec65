"use client";

import { AccountButton } from "./account-button";
import { onDemand } from "./on-demand";

/** The account menu, loaded when it is needed. */
export const AccountMenu = onDemand(AccountButton, () => import("./account-menu-items"));
