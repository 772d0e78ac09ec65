"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { isCurrent } from "./nav-items";
import classes from "./nav-link.module.css";

/** A link of the header, marked while its page is shown. */
export function NavLink({ href, children }: { href: string; children: ReactNode }) {
  const current = isCurrent(href, usePathname());
  return (
    <Link href={href} className={classes.link} aria-current={current ? "page" : undefined}>
      {children}
    </Link>
  );
}
