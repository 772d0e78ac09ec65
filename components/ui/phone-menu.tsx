"use client";

import type { FrameUser } from "./app-frame";
import { onDemand } from "./on-demand";
import { PhoneMenuButton } from "./phone-menu-button";

/** The header's links on a narrow screen, behind one button. */
export const PhoneMenu = onDemand<{ user: FrameUser | null }>(
  PhoneMenuButton,
  () => import("./phone-menu-items"),
);
