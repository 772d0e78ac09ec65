"use client";

import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import type { ActionView } from "@/lib/actions/schemas";
import type { OfferedAction } from "@/lib/console/schemas";
import { CopyButton } from "../../ui/copy-button";
import secretPanel from "../../ui/temporary-password.module.css";
import { ActionForm } from "./action-form";
import { labelsOf } from "./action-labels";
import classes from "./actions.module.css";
import { Impossible } from "./impossible";

const keyOf = ({ action, input }: OfferedAction) => `${action} ${JSON.stringify(input)}`;

/** A button for each action, which opens its form. */
export function ActionBar({ actions }: { actions: OfferedAction[] }) {
  const [open, setOpen] = useState<OfferedAction | null>(null);
  const [secret, setSecret] = useState<ActionView["secret"]>(undefined);
  const close = () => setOpen(null);
  return (
    <>
      <fieldset className={classes.bar} aria-label="Actions">
        {actions.map((offered) => {
          const { open: label, isDangerous } = labelsOf(offered);
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
      {open?.problem && (
        <Impossible title={labelsOf(open).open} problem={open.problem} close={close} />
      )}
      {open && !open.problem && (
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

/** An app's secret, which is shown once. */
function AppSecret({ secret }: { secret: NonNullable<ActionView["secret"]> }) {
  return (
    <div className={secretPanel.panel} role="status">
      <dl className={secretPanel.facts}>
        {Object.entries(secret).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code translate="no">{value}</code>
              <CopyButton value={value} label={name} />
            </dd>
          </div>
        ))}
      </dl>
      <div className={secretPanel.warning}>
        <IconAlertTriangle size={18} aria-hidden />
        <p>
          <strong>Save the secret now.</strong> You won't be able to see it again.
        </p>
      </div>
    </div>
  );
}
