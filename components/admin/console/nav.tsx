"use client";

import { IconChevronDown } from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ListName, lists } from "@/lib/console/schemas";
import { listPath } from "./addresses";
import classes from "./nav.module.css";

interface Place {
  href: string;
  label: string;
}

const list = (name: ListName): Place => ({ href: listPath(name), label: lists[name].title });

const groups: { title: string; places: Place[] }[] = [
  {
    title: "Firm",
    places: [
      { href: "/admin", label: "Overview" },
      { href: "/admin/catalog", label: "Catalog" },
    ],
  },
  { title: "People", places: [list("customers"), list("apps")] },
  { title: "Card", places: [list("payments"), list("accounts"), list("stripe-events")] },
  { title: "Wallet", places: [list("purchases"), list("challenges"), list("operations")] },
  { title: "Webhooks", places: [list("webhook-endpoints"), list("deliveries")] },
  { title: "System", places: [list("jobs"), list("audit")] },
];

const isAt = (here: string, { href }: Place) =>
  here === href || (href !== "/admin" && here.startsWith(`${href}/`));

/** The console's rooms: a column beside the page, on a phone behind the name of the one that is open. */
export function ConsoleNav() {
  const here = usePathname();
  const open = groups.flatMap(({ places }) => places).find((place) => isAt(here, place));
  return (
    <nav aria-label="Console" className={classes.nav}>
      <details key={here} className={classes.phone}>
        <summary className={classes.summary}>
          {open?.label ?? "Console"}
          <IconChevronDown size={16} aria-hidden />
        </summary>
        <Groups here={here} />
      </details>
      <div className={classes.column}>
        <Groups here={here} />
      </div>
    </nav>
  );
}

const Groups = ({ here }: { here: string }) =>
  groups.map(({ title, places }) => (
    <div key={title} className={classes.group}>
      <p className={classes.title}>{title}</p>
      <ul className={classes.places}>
        {places.map((place) => (
          <li key={place.href}>
            <Link
              href={place.href}
              className={classes.place}
              aria-current={isAt(here, place) ? "page" : undefined}
            >
              {place.label}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  ));
