"use client";

import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ApiError, apiFile } from "@/components/client/api";
import type { DisputeView } from "@/lib/payments/schemas";
import classes from "./dispute.module.css";

/** Saves the evidence in a dispute as a PDF. The download becomes a step of the page's timeline. */
export function DownloadEvidence({ id, payment_id }: Pick<DisputeView, "id" | "payment_id">) {
  const { refresh } = useRouter();
  const { mutate, isPending, error } = useMutation<Blob, ApiError>({
    mutationFn: () =>
      apiFile(`/api/admin/payments/${encodeURIComponent(payment_id)}/evidence`, { dispute_id: id }),
    networkMode: "always",
    onSuccess: (file) => {
      save(file, `evidence-${id}.pdf`);
      refresh();
    },
  });
  return (
    <>
      <Button
        variant="default"
        size="sm"
        leftSection={<IconDownload size={16} aria-hidden />}
        loading={isPending}
        onClick={() => mutate()}
      >
        Download evidence
      </Button>
      {error && (
        <p className={classes.problem} role="alert">
          The evidence couldn't be downloaded. {error.message}
        </p>
      )}
    </>
  );
}

/** Has the browser save a file, as if a link to it had been followed. */
function save(file: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Some browsers read the file only after the click has ended.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
