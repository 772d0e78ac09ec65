"use client";

import { ActionIcon, VisuallyHidden } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";

/** Copies a value and says so. `label` names the value: "hotkey", "payment id". */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const { copy, copied } = useClipboard({ timeout: 1500 });
  return (
    <>
      <ActionIcon
        title={copied ? "Copied" : `Copy ${label}`}
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={`Copy ${label}`}
        onClick={() => copy(value)}
      >
        {copied ? (
          <IconCheck size={15} color="var(--pd-green)" aria-hidden />
        ) : (
          <IconCopy size={15} aria-hidden />
        )}
      </ActionIcon>
      <VisuallyHidden role="status">{copied ? "Copied" : ""}</VisuallyHidden>
    </>
  );
}
