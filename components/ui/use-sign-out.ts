"use client";

import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { signOut } from "@/lib/client/session";

/** Signs out and goes to a page, by default the storefront; says so when the server can't be reached. */
export function useSignOut(next = "/") {
  const [leaving, setLeaving] = useState(false);
  const leave = async () => {
    setLeaving(true);
    try {
      await signOut();
      window.location.assign(next);
    } catch {
      setLeaving(false);
      notifications.show({
        color: "red",
        title: "You are still signed in",
        message:
          "Signing out didn't get through to the server. Check your connection and try again.",
      });
    }
  };
  return { leaving, leave };
}
