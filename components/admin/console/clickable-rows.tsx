"use client";

import { useRouter } from "next/navigation";
import type { MouseEvent, ReactNode } from "react";

/**
 * The rows of a table: a click anywhere in one opens the page that its link with `data-row` leads to. Clicks on other
 * links and buttons, and the end of a selection of text, do nothing here. With the keyboard the link itself is used.
 */
export function ClickableRows({ children }: { children: ReactNode }) {
  const router = useRouter();
  const open = ({ target }: MouseEvent) => {
    if (!(target instanceof Element) || target.closest("a, button")) return;
    if (!window.getSelection()?.isCollapsed) return;
    const link = target.closest("tr")?.querySelector<HTMLAnchorElement>("[data-row] a");
    if (link) router.push(link.pathname + link.search);
  };
  // biome-ignore lint/a11y/useKeyWithClickEvents: the link inside does the same by keyboard
  return <tbody onClick={open}>{children}</tbody>;
}
