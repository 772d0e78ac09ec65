import { route, routes } from "@/lib/http/route";
import { resetTradingPassword } from "@/lib/trading";
import { loginParams, resetPasswordInput } from "@/lib/trading/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "session",
    params: loginParams,
    body: resetPasswordInput,
    run: (ctx, { params, body }) => resetTradingPassword(ctx, params.login, body.password),
  }),
});
