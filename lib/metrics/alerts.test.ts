import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { call } from "@/testing/api";
import { handlerOf } from "@/testing/routes";
import { metrics } from "./registry";

const rules = readFileSync("ops/prometheus/alerts.yml", "utf8");
const dashboard = readFileSync("ops/grafana/dashboard.json", "utf8");
const runbook = readFileSync("docs/runbook.md", "utf8");
const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name = ""]) => name);

/** The expressions of the dashboard's panels, as a person typed them. */
function dashboardExpressions(): string[] {
  const found: string[] = [];
  JSON.parse(dashboard, (key, value) => {
    if (key === "expr") found.push(value);
    return value;
  });
  return found;
}

/** What a scrape adds to each sample, and a histogram to its buckets. */
const ALWAYS = ["job", "instance", "le"];

test("alerts and dashboard: every metric in them is exported, with the labels that are asked for", async () => {
  await call(await handlerOf("GET /api/metrics"));
  const exported = await metrics().registry.getMetricsAsJSON();
  const labelsOf = new Map<string, string[]>([["up", []]]);
  for (const { name, type } of exported) {
    const metric = metrics().registry.getSingleMetric(name);
    const own = metric && "labelNames" in metric ? metric.labelNames : [];
    const labels = Array.isArray(own) ? own.map(String) : [];
    const isHistogram = String(type) === "histogram";
    for (const end of isHistogram ? ["_bucket", "_count", "_sum"] : [""]) {
      labelsOf.set(`${name}${end}`, [...labels, ...ALWAYS]);
    }
  }
  const expressions = [...rules.matchAll(/expr: '(.+)'/g)].map(([, text = ""]) => text);
  expressions.push(...dashboardExpressions(), ...(runbook.match(/`propdesk_[^`]+`/g) ?? []));
  expect(expressions.length).toBeGreaterThan(50);
  for (const text of expressions) {
    const used = text.matchAll(/\b(up|(?:propdesk|process|nodejs)_\w+)(?:\{([^}]*)\})?/g);
    for (const [, name = "", selector = ""] of used) {
      const isKnown = labelsOf.has(name) || labelsOf.has(`${name}_count`);
      expect([text, name, isKnown]).toEqual([text, name, true]);
      const asked = [...selector.matchAll(/(\w+)\s*(?:=|!)/g)].map(([, label = ""]) => label);
      const known = labelsOf.get(name) ?? labelsOf.get(`${name}_count`) ?? [];
      expect([text, asked.filter((label) => ![...known, ...ALWAYS].includes(label))]).toEqual([
        text,
        [],
      ]);
    }
  }
});

test("the runbook: a section for each alert, which its runbook_url names, and for nothing else", () => {
  expect(alerts.length).toBeGreaterThan(15);
  const sections = runbook.split(/^## /m).slice(1);
  expect(sections.map((text) => text.split("\n", 1)[0])).toEqual(alerts);
  const urls = [...rules.matchAll(/runbook_url: (\S+)/g)].map(([, url]) => url);
  expect(urls).toEqual(alerts.map((name) => `docs/runbook.md#${name.toLowerCase()}`));
  for (const text of sections) {
    expect([...text.matchAll(/^\*\*(.+?)\.\*\*/gm)].map(([, title]) => title)).toEqual([
      "What it means",
      "What to look at",
      "What to do",
      "How to know it is over",
    ]);
  }
});

test("the tests of the rules set off each alert", () => {
  const tests = readFileSync("ops/prometheus/alerts.test.yml", "utf8");
  for (const name of alerts) expect(tests).toContain(`alertname="${name}"`);
});

const promtool = (args: string[], input?: string) => {
  const { status, stdout, stderr } = spawnSync("promtool", args, {
    encoding: "utf8",
    ...(input !== undefined && { input }),
  });
  return { status, said: stdout + stderr };
};
const isMissing = spawnSync("promtool", ["--version"]).error !== undefined;
const unless = isMissing ? " (skipped: promtool isn't installed; Debian has it in prometheus)" : "";

test.skipIf(isMissing)(`promtool: the rules are valid, and their tests pass${unless}`, () => {
  expect(promtool(["check", "rules", "ops/prometheus/alerts.yml"])).toMatchObject({ status: 0 });
  const tested = promtool(["test", "rules", "ops/prometheus/alerts.test.yml"]);
  expect(tested, tested.said).toMatchObject({ status: 0 });
});

test.skipIf(isMissing)(`promtool: no complaint of a metric of ours${unless}`, async () => {
  const { body } = await call(await handlerOf("GET /api/metrics"));
  const { said } = promtool(["check", "metrics"], String(body));
  expect(said.split("\n").filter((line) => line.startsWith("propdesk_"))).toEqual([]);
});
