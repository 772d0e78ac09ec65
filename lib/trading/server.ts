import type { Database } from "@/db/client";
import { embeddedTradingServer } from "./embedded";
import type { TradingServer } from "./port";

/** The trading server of this installation. */
export const tradingServer = (db: Database): TradingServer => embeddedTradingServer(db);
