import { describe, expect, it, vi } from "vitest";
import { keepRunning, type Part } from "./keep-running";

/** A part that ends when it is told to. */
function fakePart(): Part & { die: () => void } {
  let die: () => void = () => undefined;
  const exited = new Promise<void>((resolve) => {
    die = resolve;
  });
  return { exited, die, stop: async () => die(), kill: () => die() };
}

describe("a part that is kept running", () => {
  it("is started again when it ends by itself", async () => {
    const parts: ReturnType<typeof fakePart>[] = [];
    const start = async () => {
      const part = fakePart();
      parts.push(part);
      return part;
    };
    const kept = await keepRunning("It", start, () => undefined);
    parts[0]?.die();
    await vi.waitFor(() => expect(parts).toHaveLength(2));
    await kept.stop();
    await kept.exited;
    expect(parts).toHaveLength(2);
  });

  it("is given up when it keeps ending", async () => {
    const said: string[] = [];
    const start = async () => {
      const part = fakePart();
      part.die();
      return part;
    };
    const kept = await keepRunning("It", start, (line) => said.push(line));
    await kept.exited;
    expect(said.at(-1)).toBe("It keeps ending");
  });

  it("is given up when it can't be started again", async () => {
    const said: string[] = [];
    const part = fakePart();
    const start = vi.fn().mockResolvedValueOnce(part).mockRejectedValueOnce(new Error("no disk"));
    const kept = await keepRunning("It", start, (line) => said.push(line));
    part.die();
    await kept.exited;
    expect(said.at(-1)).toBe("It can't be started again: no disk");
  });
});
