"use client";

import { TextLink } from "../../ui/text-link";
import classes from "./run.module.css";
import { RunForm } from "./run-form";
import type { Reader, Runnable } from "./runnable";

interface Props {
  runnable: Runnable;
  reader: Reader | null;
  /** Whether writes can be run here. */
  writes: boolean;
  /** The sign-in page, which returns to this one. */
  signInHref: string;
}

/** The form that runs the operation, or why it can't be run here. */
export function RunPanel({ runnable, reader, writes, signInHref }: Props) {
  const { by, write } = runnable;
  if (by === "none") {
    return <p className={classes.off}>This endpoint can't be run from the docs.</p>;
  }
  if (!reader) {
    return (
      <p className={classes.off}>
        <TextLink href={signInHref}>Sign in</TextLink> to try this request.
      </p>
    );
  }
  if (by === "admin" && reader.role !== "admin") {
    return (
      <p className={classes.off}>
        Only admins can run this here because it issues tokens or acts on behalf of an app or the
        firm. Use the example to call it yourself.
      </p>
    );
  }
  if (write && !writes) {
    return (
      <p className={classes.off}>
        Write requests are disabled outside the sandbox. Use the example instead.
      </p>
    );
  }
  return <RunForm runnable={runnable} reader={reader} />;
}
