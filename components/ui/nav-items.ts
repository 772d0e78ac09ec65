/** The signed-in user, as the header shows them. */
export interface SignedInUser {
  email: string;
  role: "trader" | "admin";
}

const store = { href: "/", text: "Store" };

/** The help page. */
export const helpPath = "/help";

const help = { href: helpPath, text: "Help" };

/** The links of visitors who aren't signed in. */
export const publicNavItems = [store, help];

/** The links of traders. */
const traderNavItems = [
  store,
  { href: "/dashboard", text: "Dashboard" },
  { href: "/dashboard/challenges", text: "Challenges" },
  { href: "/dashboard/wallet", text: "Wallet" },
  help,
];

const admin = { href: "/admin", text: "Admin" };

/** The links of a signed-in user. */
export const navItemsOf = ({ role }: SignedInUser) =>
  role === "admin" ? [...traderNavItems, admin] : traderNavItems;

/** The profile page. */
export const profilePath = "/dashboard/profile";

/** The paths that a link can belong to; the profile's link is in the account menu. */
const parents = [...[...traderNavItems, admin].map(({ href }) => href), profilePath];

/** Whether `path` belongs to the link to `href`: of several that contain it, the last one counts. */
export function isCurrent(href: string, path: string): boolean {
  const contains = (parent: string) => path === parent || path.startsWith(`${parent}/`);
  return parents.findLast(contains) === href;
}
