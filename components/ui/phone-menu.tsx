"use client";

import type { SignedInUser } from "./nav-items";
import { onDemand } from "./on-demand";
import { PhoneMenuButton } from "./phone-menu-button";

/** The phone menu, loaded when it is needed. */
export const PhoneMenu = onDemand<{ user: SignedInUser | null }>(
  PhoneMenuButton,
  () => import("./phone-menu-items"),
);
