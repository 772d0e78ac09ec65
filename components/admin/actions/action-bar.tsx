"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import type { ActionView } from "@/lib/actions/schemas";
import type { OfferedAction } from "@/lib/console/schemas";
import { ActionForm } from "./action-form";
import classes from "./actions.module.css";
import { AppSecret } from "./app-secret";
import { actionWords } from "./words";

const keyOf = ({ action, input }: OfferedAction) => `${action} ${JSON.stringify(input)}`;

/** What can be done here: a button each, which opens the form that asks why. */
export function ActionBar({ actions }: { actions: OfferedAction[] }) {
  const [open, setOpen] = useState<OfferedAction | null>(null);
  const [secret, setSecret] = useState<ActionView["secret"]>(undefined);
  const close = () => setOpen(null);
  return (
    <>
      <fieldset className={classes.bar} aria-label="What can be done">
        {actions.map((offered) => {
          const { open: label, isDangerous } = actionWords[offered.action];
          return (
            <Button
              key={keyOf(offered)}
              variant="default"
              size="sm"
              className={isDangerous ? classes.dangerous : undefined}
              onClick={() => setOpen(offered)}
            >
              {label}
            </Button>
          );
        })}
      </fieldset>
      {secret && <AppSecret secret={secret} />}
      {open && (
        <ActionForm
          key={keyOf(open)}
          offered={open}
          close={close}
          done={(view) => {
            setSecret(view.secret);
            close();
          }}
        />
      )}
    </>
  );
}
