"use client";

import { VisuallyHidden } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { IconButton } from "./icon-button";

/** Copies a value and says so. `label` names the value: "hotkey", "payment id". */
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
