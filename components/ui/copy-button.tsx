"use client";

import { VisuallyHidden } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { IconButton } from "./icon-button";

/** A button that copies a value. `label` names the value: "account key", "payment ID". */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const { copy, copied } = useClipboard({ timeout: 1500 });
  return (
    <>
      <IconButton
        size="small"
        title={copied ? "Copied" : `Copy ${label}`}
        aria-label={`Copy ${label}`}
        onClick={() => copy(value)}
      >
        {copied ? (
          <IconCheck size={15} color="var(--pd-green)" aria-hidden />
        ) : (
          <IconCopy size={15} aria-hidden />
        )}
      </IconButton>
      <VisuallyHidden role="status">{copied ? "Copied" : ""}</VisuallyHidden>
    </>
  );
}
