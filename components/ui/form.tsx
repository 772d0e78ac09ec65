"use client";

import { type ComponentProps, useLayoutEffect, useRef } from "react";
import { adoptEarlyInput } from "./adopt-early-input";
import classes from "./form.module.css";

/**
 * A form whose fields keep what was entered before the page was alive. Its `SubmitButton` waits until then.
 * Fields must be children from the first render on, controlled or not.
 */
export function Form({ children, ...props }: ComponentProps<"form">) {
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    if (form.current) adoptEarlyInput(form.current);
  }, []);
  return (
    // Never by GET, which a browser without JavaScript uses unless told: a password must not be in a URL.
    <form method="post" noValidate ref={form} {...props}>
      {children}
      <noscript>
        <p className={classes.noScript}>
          This form needs JavaScript. Turn it on in your browser, then reload the page.
        </p>
      </noscript>
    </form>
  );
}
