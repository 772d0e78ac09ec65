/** A route for a method and a path in which `:id` stands for one segment. */
type Matchable = { readonly method: string; readonly path: string };

/** The route for a request, with the id from its path (empty if it has none), or null. */
export function matchRoute<Route extends Matchable>(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; id: string } | null {
  for (const route of routes) {
    const id = route.method === method ? matchPath(route.path, path) : null;
    if (id !== null) return { route, id };
  }
  return null;
}

function matchPath(pattern: string, path: string): string | null {
  const expected = pattern.split("/");
  const sent = path.split("/");
  if (expected.length !== sent.length) return null;
  let id = "";
  for (const [index, segment] of expected.entries()) {
    const part = sent[index] ?? "";
    if (segment === ":id" && part !== "") id = part;
    else if (segment !== part) return null;
  }
  return id;
}
