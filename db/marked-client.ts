import pg from "pg";
import { markConnectionError } from "./errors";

/** A connection to the database whose errors are marked as such: see `markConnectionError`. */
export class MarkedClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.connection.prependListener("error", markConnectionError);
  }
}
