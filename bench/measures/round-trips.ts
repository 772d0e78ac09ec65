import { POST } from "@/app/api/prop/challenge/buy/route";
import { statementsOf } from "@/testing/database/round-trips";
import type { Subject } from "../subject";
import { buying } from "./buy";

/** The statements of a purchase after the first, without BEGIN and COMMIT: its route, run in this process. */
export async function roundTrips({ traders }: Subject): Promise<number> {
  const [trader] = traders;
  if (!trader) throw new Error("there is nobody to buy");
  const { headers, body = "" } = buying(trader);
  const request = () =>
    new Request("http://127.0.0.1/", {
      method: "POST",
      headers: { ...headers },
      body: body.replace("[id]", crypto.randomUUID()),
    });
  let status = 0;
  const buyOnce = async () => {
    ({ status } = await POST(request(), { params: Promise.resolve({}) }));
  };
  await buyOnce();
  const statements = await statementsOf(buyOnce);
  if (status !== 200) throw new Error(`a buy in this process: ${status}`);
  return statements.length;
}
