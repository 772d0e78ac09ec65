import { IconFlask } from "@tabler/icons-react";
import classes from "./sandbox-bar.module.css";
import { TestCards } from "./test-cards";

/** Says that no money moves here, and offers the test cards. Not rendered outside the sandbox. */
export function SandboxBar() {
  return (
    <aside className={classes.bar} aria-label="Sandbox">
      <IconFlask size={14} aria-hidden />
      <span>Sandbox: no money moves.</span>
      <TestCards />
    </aside>
  );
}
