import "@mantine/notifications/styles.css";
import { Text } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { FindBox } from "../find/find-box";
import { ConsoleNav } from "./nav";
import classes from "./nav.module.css";

/** A page of the console beside its navigation, below the search. */
export function ConsoleFrame({ release, children }: { release: string; children: ReactNode }) {
  return (
    <div className={classes.frame}>
      <Notifications position="top-right" />
      <div className={classes.search}>
        <FindBox />
      </div>
      <ConsoleNav />
      <div>
        {children}
        <Text component="footer" size="xs" c="dimmed" mt="xl">
          Release {release}
        </Text>
      </div>
    </div>
  );
}
