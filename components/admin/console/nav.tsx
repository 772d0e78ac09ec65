"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ListName, lists } from "@/lib/console/schemas";
import { listPath } from "./addresses";
import classes from "./console.module.css";

const places = [
  { href: "/admin", label: "Needs a person" },
  ...Object.entries(lists).map(([name, { title }]) => ({
    href: listPath(name as ListName),
    label: title as string,
  })),
];

/** The console's rooms. */
export function ConsoleNav() {
  const here = usePathname();
  return (
    <nav aria-label="Console">
      <ul className={classes.nav}>
        {places.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              className={classes.place}
              aria-current={isAt(here, href) ? "page" : undefined}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const isAt = (here: string, href: string) =>
  here === href || (href !== "/admin" && here.startsWith(`${href}/`));
