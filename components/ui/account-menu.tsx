"use client";

import { AccountButton } from "./account-button";
import { onDemand } from "./on-demand";

/** Who is signed in, their profile, and the way out. */
export const AccountMenu = onDemand(AccountButton, () => import("./account-menu-items"));
