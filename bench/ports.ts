import { once } from "node:events";
import { createServer } from "node:net";
import { isFree } from "@/sandbox/ports";

/** The ports of all processes. The bench itself listens on the last one, so that a second bench doesn't start. */
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

/** Checks that all are free, and listens on the bench's own until the returned call. Throws if one is taken. */
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
