import { availableParallelism } from "node:os";
import { expect, test } from "vitest";
import { inTurn } from "./password-work";

const atATime = Math.max(1, Math.min(3, availableParallelism() - 1));

test("inTurn: a storm → few at a time, fifty wait in their order, the others are UNAVAILABLE at once", async () => {
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const storm = Array.from({ length: 200 }, (_, at) =>
    inTurn(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      order.push(at);
    }),
  );
  const settled = await Promise.allSettled(storm);
  expect(most).toBe(atATime);
  expect(order).toEqual(Array.from({ length: 50 + atATime }, (_, at) => at));
  const refused = settled.filter((it) => it.status === "rejected");
  expect(refused).toHaveLength(200 - 50 - atATime);
  for (const { reason } of refused) {
    expect(reason).toMatchObject({ code: "UNAVAILABLE", retryAfter: 5 });
  }
});

test("inTurn: what fails gives its turn on", async () => {
  const broken = Array.from({ length: atATime + 1 }, () =>
    inTurn(() => Promise.reject(new Error("broken"))),
  );
  expect((await Promise.allSettled(broken)).every(({ status }) => status === "rejected")).toBe(
    true,
  );
  expect(await inTurn(async () => "well")).toBe("well");
});
