"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useFocusAfter } from "../ui/use-focus-after";
import { ChangePassword } from "./change-password";
import classes from "./profile.module.css";

/** The password panel, which opens the form that changes it. */
export function Password() {
  const router = useRouter();
  const [view, setView] = useState<"closed" | "open" | "changed">("closed");
  const section = useRef<HTMLElement>(null);
  useFocusAfter(section, view);
  return (
    <section ref={section} className={classes.panel} aria-labelledby="password">
      <h2 id="password" className={classes.title}>
        Password
      </h2>
      <p role="status" className={classes.text}>
        {view === "changed"
          ? "Password changed. All other devices have been signed out."
          : "Changing your password signs you out on all other devices."}
      </p>
      {view === "open" ? (
        <ChangePassword
          close={() => setView("closed")}
          done={() => {
            setView("changed");
            router.refresh();
          }}
        />
      ) : (
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => setView("open")}>
            Change password
          </Button>
        </div>
      )}
    </section>
  );
}
