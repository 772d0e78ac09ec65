import { route, routes } from "@/lib/http/route";
import { listTradingAccounts } from "@/lib/trading";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({ surface: "session", run: (ctx) => listTradingAccounts(ctx) }),
});
