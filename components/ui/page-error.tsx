"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { ErrorState } from "./error-state";

interface Props {
  error: Error & { digest?: string };
  reset: () => void;
}

/** Shown for a page that failed to render: a button to retry, and the reference to quote. */
export function PageError({ error, reset }: Props) {
  const router = useRouter();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <ErrorState
      heading="h1"
      title="This page didn't load"
      money="Opening this page never charges you."
      reference={error.digest}
      action={<Button onClick={retry}>Try again</Button>}
    >
      <p>
        Something went wrong on our side. Try again, and if it keeps happening, contact support with
        the reference.
      </p>
    </ErrorState>
  );
}
