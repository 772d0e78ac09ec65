import { route, routes } from "@/lib/http/route";
import { changeTradingPassword } from "@/lib/trading";
import { changePasswordInput, loginParams } from "@/lib/trading/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "session",
    params: loginParams,
    body: changePasswordInput,
    run: (ctx, { params, body }) => changeTradingPassword(ctx, params.login, body),
  }),
});
