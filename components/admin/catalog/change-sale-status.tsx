"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import classes from "./catalog.module.css";
import { ReasonDialog, type ReasonedChange } from "./reason-dialog";

interface Props {
  /** The API path of the change. */
  path: string;
  version: number;
  changes: ReasonedChange[];
}

/** A button for each change of the sale status, which opens a dialog for the reason. */
export function ChangeSaleStatus({ path, version, changes }: Props) {
  const [open, setOpen] = useState<ReasonedChange | null>(null);
  return (
    <div className={`${classes.buttons} ${classes.saleStatus}`}>
      {changes.map((change) => (
        <Button key={change.label} variant="default" onClick={() => setOpen(change)}>
          {change.label}
        </Button>
      ))}
      {open && (
        <ReasonDialog
          key={open.label}
          path={path}
          version={version}
          change={open}
          close={() => setOpen(null)}
        />
      )}
    </div>
  );
}
