"use client";

import { IconChevronDown } from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ListName, lists } from "@/lib/console/schemas";
import classes from "./nav.module.css";
import { listPath } from "./paths";

interface NavItem {
  href: string;
  label: string;
}

const list = (name: ListName): NavItem => ({ href: listPath(name), label: lists[name].title });

const groups: { title: string; items: NavItem[] }[] = [
  {
    title: "Business",
    items: [
      { href: "/admin", label: "Overview" },
      { href: "/admin/catalog", label: "Catalog" },
    ],
  },
  { title: "People", items: [list("customers"), list("apps")] },
  { title: "Card", items: [list("payments"), list("accounts"), list("stripe-events")] },
  { title: "Wallet", items: [list("purchases"), list("operations")] },
  {
    title: "Trading",
    items: [list("evaluations"), list("verdicts"), list("venue-commands"), list("trading-sources")],
  },
  { title: "Webhooks", items: [list("webhook-endpoints"), list("deliveries")] },
  { title: "System", items: [list("jobs"), list("audit")] },
];

const isAt = (path: string, { href }: NavItem) =>
  path === href || (href !== "/admin" && path.startsWith(`${href}/`));

/** The console's navigation: a column beside the page, on a phone a menu with the name of the open page. */
export function ConsoleNav() {
  const path = usePathname();
  const open = groups.flatMap(({ items }) => items).find((item) => isAt(path, item));
  return (
    <nav aria-label="Console" className={classes.nav}>
      <details key={path} className={classes.phone}>
        <summary className={classes.summary}>
          {open?.label ?? "Console"}
          <IconChevronDown size={16} aria-hidden />
        </summary>
        <Groups path={path} />
      </details>
      <div className={classes.column}>
        <Groups path={path} />
      </div>
    </nav>
  );
}

const Groups = ({ path }: { path: string }) =>
  groups.map(({ title, items }) => (
    <div key={title} className={classes.group}>
      <p className={classes.title}>{title}</p>
      <ul className={classes.places}>
        {items.map((item) => (
          <li key={item.href}>
            <Link
              href={item.href}
              className={classes.place}
              aria-current={isAt(path, item) ? "page" : undefined}
            >
              {item.label}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  ));
