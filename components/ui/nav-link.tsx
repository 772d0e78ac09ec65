"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import classes from "./nav-link.module.css";
import { isAt } from "./places";

/** A link of the header that knows when its page is the one shown. */
export function NavLink({ href, children }: { href: string; children: ReactNode }) {
  const here = isAt(href, usePathname());
  return (
    <Link href={href} className={classes.link} aria-current={here ? "page" : undefined}>
      {children}
    </Link>
  );
}
