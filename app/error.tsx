"use client";

import type { ComponentProps } from "react";
import { PageError } from "@/components/ui/page-error";

/** Shown where even the frame around the page failed. */
export default function RootError(props: ComponentProps<typeof PageError>) {
  return (
    <main>
      <PageError {...props} />
    </main>
  );
}
