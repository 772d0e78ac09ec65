import { createHash } from "node:crypto";
import pg from "pg";
import { MarkedClient } from "./marked-client";

// A connection keeps what it prepared. After this many, texts are of a kind that never repeats.
const MOST = 500;
const names = new Map<string, string>();

/** The name that a statement is prepared under; none once there are too many. */
function nameOf(text: string): string | undefined {
  const existing = names.get(text);
  if (existing || names.size >= MOST) return existing;
  const name = createHash("sha1").update(text).digest("base64url");
  names.set(text, name);
  return name;
}

interface Built {
  text: string;
  name?: string | undefined;
}
/** Whether it is a statement of the query builder, which requests arrays; hand-written ones don't. */
const isBuilt = (query: unknown): query is Built =>
  typeof query === "object" && query !== null && "rowMode" in query && "text" in query;

/**
 * A connection that parses and plans each statement of the query builder once: their texts are few and repeat. The
 * console's own statements are planned each time: a page of a rare status needs another plan than one of a
 * frequent status.
 */
export class PreparingClient extends MarkedClient {
  constructor(config?: pg.ClientConfig) {
    super(config);
    this.query = new Proxy(this.query, {
      apply: (_, client, args) => {
        const [query] = args;
        if (isBuilt(query)) query.name ??= nameOf(query.text);
        return Reflect.apply(pg.Client.prototype.query, client, args);
      },
    });
  }
}
