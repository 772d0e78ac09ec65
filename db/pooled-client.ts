import pg from "pg";
import { MarkedClient } from "./marked-client";
import { QUERY_MS } from "./time-limits";

const isNamed = (query: unknown): query is pg.QueryConfig =>
  typeof query === "object" && query !== null && "name" in query && "text" in query;

/**
 * A connection to a pooler that gives each transaction another session, as PgBouncer in transaction mode
 * does. The settings of one statement's session aren't there for the next one:
 *
 * - No statement is prepared under a name: PgBouncer before 1.21 supports none, and until 1.24 only
 *   if it is configured. Each is parsed and planned again.
 * - Time limits can't be sent as the connection starts: PgBouncer rejects those. A transaction sets its own,
 *   in the message that begins it. A statement outside of transactions has only `query_timeout`,
 *   after which this side stops waiting.
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
