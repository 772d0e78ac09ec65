import { z } from "zod";

const callFrame = z.object({ functionName: z.string(), url: z.string() });
const cpuProfile = z.object({
  nodes: z.array(
    z.object({ id: z.number(), callFrame, children: z.array(z.number()).default([]) }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

const MICROSECONDS = 1_000;

/** The area of a function; null for work on behalf of its caller, such as JSON. */
function areaOf({ functionName, url }: z.output<typeof callFrame>): string | null {
  if (url === "") {
    const own = { "(garbage collector)": "garbage", "(program)": "outside JavaScript" };
    return own[functionName as keyof typeof own] ?? null;
  }
  if (url.startsWith("node:")) return url.startsWith("node:internal") ? "Node.js" : url;
  const [, inPackage] = url.split("/node_modules/").slice(-2);
  if (inPackage === undefined) return "the app's bundle";
  const [first = "", second = ""] = inPackage.split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}

/** Busy milliseconds of a profiled process by area, the largest first; idle time is left out. */
export function busyByArea(profile: unknown): { area: string; ms: number }[] {
  const { nodes, samples, timeDeltas } = cpuProfile.parse(profile);
  const areas = new Map<number, string>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const visit = (id: number, inherited: string) => {
    const node = byId.get(id);
    if (!node) return;
    const area = areaOf(node.callFrame) ?? inherited;
    areas.set(id, node.callFrame.functionName === "(idle)" ? "idle" : area);
    for (const child of node.children) visit(child, area);
  };
  const [root] = nodes;
  if (root) visit(root.id, "native");
  const sums = new Map<string, number>();
  samples.forEach((id, at) => {
    const area = areas.get(id) ?? "native";
    sums.set(area, (sums.get(area) ?? 0) + (timeDeltas[at] ?? 0) / MICROSECONDS);
  });
  sums.delete("idle");
  return [...sums].map(([area, ms]) => ({ area, ms })).sort((a, b) => b.ms - a.ms);
}
