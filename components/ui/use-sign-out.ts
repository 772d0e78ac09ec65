"use client";

import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { signOut } from "@/components/client/session";

/** Signs out and opens `next`, by default the storefront. Shows a notification if the server is unreachable. */
export function useSignOut(next = "/") {
  const [signingOut, setSigningOut] = useState(false);
  const signOutAndLeave = async () => {
    setSigningOut(true);
    try {
      await signOut();
      window.location.assign(next);
    } catch {
      setSigningOut(false);
      notifications.show({
        color: "red",
        title: "You're still signed in",
        message: "We couldn't sign you out. Check your connection and try again.",
      });
    }
  };
  return { signingOut, signOut: signOutAndLeave };
}
