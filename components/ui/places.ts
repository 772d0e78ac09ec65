const store = { href: "/", text: "Store" };

/** Where everybody can go. */
export const publicPlaces = [store];

/** Where a trader can go, each one click away. */
export const traderPlaces = [
  store,
  { href: "/dashboard", text: "Dashboard" },
  { href: "/dashboard/challenges", text: "Challenges" },
  { href: "/dashboard/wallet", text: "Wallet" },
];

/** Whether a path belongs to a place: to the last one that it lies under. */
export function isAt(href: string, path: string): boolean {
  const under = (place: string) => path === place || path.startsWith(`${place}/`);
  return traderPlaces.findLast((place) => under(place.href))?.href === href;
}
