import "@mantine/notifications/styles.css";
import { Notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { ConsoleNav } from "./nav";
import classes from "./nav.module.css";

/** A page of the console beside the way to the others. */
export function ConsoleFrame({ children }: { children: ReactNode }) {
  return (
    <div className={classes.frame}>
      <Notifications position="top-right" />
      <ConsoleNav />
      <div>{children}</div>
    </div>
  );
}
