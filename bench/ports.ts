import { once } from "node:events";
import { createServer } from "node:net";
import { isFree } from "@/sandbox/ports";

/** Where everything listens. The last one is held by the bench itself: of two at a time one doesn't start. */
export const ports = {
  small: 3200,
  large: 3201,
  second: 3202,
  stripe: 3203,
  receiver: 3204,
  proxy: 3205,
  secondProxy: 3206,
  own: 3207,
};

/** Makes sure that all are free, and holds the bench's own until the returned call. Throws where one is taken. */
export async function takePorts(): Promise<() => unknown> {
  const held = createServer();
  held.listen(ports.own, "127.0.0.1");
  await once(held, "listening").catch(() => {
    throw new Error(`Port ${ports.own} is taken: another bench runs.`);
  });
  for (const [name, port] of Object.entries(ports)) {
    if (name !== "own" && !(await isFree(port))) {
      held.close();
      throw new Error(`Port ${port} is taken by something else: the bench needs it (${name}).`);
    }
  }
  return () => held.close();
}
