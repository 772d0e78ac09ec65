"use client";

import { TextLink } from "../../ui/text-link";
import classes from "./run.module.css";
import { RunForm } from "./run-form";
import type { Runnable } from "./runnable";

export interface Reader {
  email: string;
  role: "trader" | "admin";
}

interface Props {
  runnable: Runnable;
  reader: Reader | null;
  /** Whether writes can be run here. */
  writes: boolean;
  /** Sign-in, with the way back to this page. */
  signInHref: string;
}

/** Runs the operation here, or says why it doesn't. */
export function RunPanel({ runnable, reader, writes, signInHref }: Props) {
  const { by, write, method } = runnable;
  if (by === "nobody") {
    return (
      <p className={classes.off}>
        This one can't be run from here: it works only from the page that it belongs to.
      </p>
    );
  }
  if (!reader) {
    return (
      <p className={classes.off}>
        You are not signed in. <TextLink href={signInHref}>Sign in</TextLink> to run this with your
        own data.
      </p>
    );
  }
  if (by === "admin" && reader.role !== "admin") {
    return (
      <p className={classes.off}>
        Only the firm's admins can run this one from here: it makes tokens, or acts for a whole app
        or for the firm. To call it yourself, use the sample.
      </p>
    );
  }
  if (write && !writes) {
    return (
      <p className={classes.off}>
        {method} changes data, and this is not the sandbox: writes are off here. Use the sample.
      </p>
    );
  }
  return <RunForm runnable={runnable} reader={reader} />;
}
