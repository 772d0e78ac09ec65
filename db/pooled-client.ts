import pg from "pg";
import { MarkedClient } from "./marked-client";
import { QUERY_MS } from "./time-limits";

const isNamed = (query: unknown): query is pg.QueryConfig =>
  typeof query === "object" && query !== null && "name" in query && "text" in query;

/**
 * A connection to a pooler that gives each transaction another session, as PgBouncer in transaction mode
 * does. What one statement leaves in its session isn't there for the next one:
 *
 * - No statement is prepared under a name: PgBouncer before 1.21 knows none of them, and until 1.24 only
 *   where it is told to. Each is parsed and planned anew.
 * - Time limits can't be sent as the connection starts: PgBouncer rejects those. A transaction sets them for
 *   itself, in the same message that begins it. A statement outside of transactions has `query_timeout`
 *   alone, after which this side gives up.
 */
export class PooledClient extends MarkedClient {
  static readonly begin =
    `begin; set local statement_timeout = ${QUERY_MS}; set local idle_in_transaction_session_timeout = ${QUERY_MS}`;

  constructor(config?: pg.ClientConfig) {
    super(config);
    this.query = new Proxy(this.query, {
      apply: (_, client, [query, ...rest]) => {
        const unnamed = isNamed(query) ? { ...query, name: undefined } : query;
        return Reflect.apply(pg.Client.prototype.query, client, [unnamed, ...rest]);
      },
    });
  }
}
