import { call } from "./api";
import { sql } from "./callers";
import { handlerOf } from "./routes";

interface Options {
  params?: Record<string, string | number>;
  query?: Record<string, string | number>;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A call to `/prop` as a trader, such as `GET accounts/[login]/operations`. */
export async function prop(
  trader: { headers: Record<string, string> },
  route: string,
  { params = {}, query = {}, body, headers = trader.headers }: Options = {},
) {
  const [method = "", pattern = ""] = route.split(" ");
  const text = (values: Record<string, string | number>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  return call(await handlerOf(`${method} /api/prop/${pattern}`), {
    method,
    path: `/?${new URLSearchParams(text(query))}`,
    params: text(params),
    headers,
    ...(body !== undefined && { body }),
  });
}

/** What a trading account holds, in cents. */
export async function balanceOf(login: number): Promise<number> {
  const { rows } = await sql(
    "select balance_cents::int as cents from trading_accounts where login = $1",
    [login],
  );
  return rows[0].cents;
}

/** A customer's purchases as they are stored, oldest first. */
export async function purchasesOf(customerId: number) {
  const { rows } = await sql("select * from purchases where customer_id = $1 order by id", [
    customerId,
  ]);
  return rows;
}

/** How much there is of everything that a purchase makes. */
export async function census() {
  const { rows } = await sql(
    `select (select count(*) from purchases)::int as purchases, (select count(*) from challenges)::int as challenges,
      (select count(*) from finance_operations)::int as operations, (select count(*) from trading_accounts)::int as accounts,
      (select count(*) from graphile_worker.jobs)::int as jobs`,
  );
  return rows[0];
}
