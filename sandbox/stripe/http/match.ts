/** Anything that answers to a method and to a path in which `:id` stands for one segment. */
type Matchable = { readonly method: string; readonly path: string };

/** The route for a request, with the id from its path (empty when it has none), or null. */
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
  const wanted = pattern.split("/");
  const sent = path.split("/");
  if (wanted.length !== sent.length) return null;
  let id = "";
  for (const [index, segment] of wanted.entries()) {
    const part = sent[index] ?? "";
    if (segment === ":id" && part !== "") id = part;
    else if (segment !== part) return null;
  }
  return id;
}
