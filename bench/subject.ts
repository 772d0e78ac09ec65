import type pg from "pg";
import type { Size } from "./databases";
import type { Loader } from "./load/client";
import type { Web } from "./stack";
import type { Trader } from "./traders";

/** The measured system: a web process, its database and its callers. */
export interface Subject {
  /** Distinguishes the names of measures, such as `buy small`. */
  name: Size | "one behind proxy" | "two behind proxy";
  web: Web;
  pool: pg.Pool;
  traders: Trader[];
  loader: Loader;
}
