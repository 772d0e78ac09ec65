import type { FrameUser } from "./app-frame";

const store = { href: "/", text: "Store" };

/** Where everybody can go. */
export const publicPlaces = [store];

/** Where a trader can go, each one click away. */
const traderPlaces = [
  store,
  { href: "/dashboard", text: "Dashboard" },
  { href: "/dashboard/challenges", text: "Challenges" },
  { href: "/dashboard/wallet", text: "Wallet" },
];

const admin = { href: "/admin", text: "Admin" };

/** Where somebody who is signed in can go. */
export const placesOf = ({ role }: FrameUser) =>
  role === "admin" ? [...traderPlaces, admin] : traderPlaces;

/** Whether a path belongs to a place: to the last one that it lies under. */
export function isAt(href: string, path: string): boolean {
  const under = (place: string) => path === place || path.startsWith(`${place}/`);
  return [...traderPlaces, admin].findLast((place) => under(place.href))?.href === href;
}

/** Who one is here, and what guards the account. */
export const profilePath = "/dashboard/profile";
