"use client";

import { type ComponentProps, useLayoutEffect, useRef } from "react";
import { adoptEarlyInput } from "./adopt-early-input";
import classes from "./form.module.css";

/**
 * A form that keeps what was entered before the page was hydrated. Its `SubmitButton` is disabled until then.
 * All fields must be in the first render, controlled or not.
 */
export function Form({ children, ...props }: ComponentProps<"form">) {
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    if (form.current) adoptEarlyInput(form.current);
  }, []);
  return (
    // Without a method, a browser without JavaScript sends it by GET, with the password in the URL.
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
