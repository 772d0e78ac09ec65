import { describe, expect, it, vi } from "vitest";
import { type Part, restartOnEnd } from "./restart-on-end";

/** A part that ends when it is stopped. */
function fakePart(): Part & { die: () => void } {
  let die: () => void = () => undefined;
  const exited = new Promise<void>((resolve) => {
    die = resolve;
  });
  return { exited, die, stop: async () => die(), kill: () => die() };
}

describe("restartOnEnd:", () => {
  it("the part ends by itself → started again", async () => {
    const parts: ReturnType<typeof fakePart>[] = [];
    const start = async () => {
      const part = fakePart();
      parts.push(part);
      return part;
    };
    const part = await restartOnEnd("It", start, () => undefined);
    parts[0]?.die();
    await vi.waitFor(() => expect(parts).toHaveLength(2));
    await part.stop();
    await part.exited;
    expect(parts).toHaveLength(2);
  });

  it("the part ends again and again → exited resolves", async () => {
    const said: string[] = [];
    const start = async () => {
      const part = fakePart();
      part.die();
      return part;
    };
    const part = await restartOnEnd("It", start, (line) => said.push(line));
    await part.exited;
    expect(said.at(-1)).toBe("It keeps crashing");
  });

  it("the part can't be started again → exited resolves", async () => {
    const said: string[] = [];
    const part = fakePart();
    const start = vi.fn().mockResolvedValueOnce(part).mockRejectedValueOnce(new Error("no disk"));
    const running = await restartOnEnd("It", start, (line) => said.push(line));
    part.die();
    await running.exited;
    expect(said.at(-1)).toBe("It couldn't be restarted: no disk");
  });
});
