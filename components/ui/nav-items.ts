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

/** The list of prop accounts and challenges. */
const accounts = { href: "/dashboard/accounts", text: "Accounts" };

/** The links of traders. */
const traderNavItems = [
  store,
  { href: "/dashboard", text: "Dashboard" },
  accounts,
  { href: "/dashboard/wallet", text: "Wallet" },
  help,
];

/** The start page of the console. */
export const consolePath = "/admin";

const adminNavItems = [{ href: consolePath, text: "Console" }];

/** The links of a signed-in user. Admins don't trade: they have the console's own navigation. */
export const navItemsOf = ({ role }: SignedInUser) =>
  role === "admin" ? adminNavItems : traderNavItems;

/** The links of the account menu, above signing out. */
export const menuItemsOf = ({ role }: SignedInUser) => [
  { href: profilePath, text: "Profile" },
  ...(role === "admin" ? [{ href: store.href, text: "View store" }] : []),
];

/** The page behind the firm's name. */
export const homeOf = (user: SignedInUser | null): string =>
  user?.role === "admin" ? consolePath : store.href;

/** The profile page. */
export const profilePath = "/dashboard/profile";

/** The paths that a link can belong to; the profile's link is in the account menu. */
const parents = [...[...traderNavItems, ...adminNavItems].map(({ href }) => href), profilePath];

/** Pages of challenges are reached from the list of accounts. */
const challengePages = "/dashboard/challenges/";

/** Whether `path` belongs to the link to `href`: of several that contain it, the last one counts. */
export function isCurrent(href: string, path: string): boolean {
  if (path.startsWith(challengePages)) return href === accounts.href;
  const contains = (parent: string) => path === parent || path.startsWith(`${parent}/`);
  return parents.findLast(contains) === href;
}
