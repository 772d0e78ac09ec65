import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { metrics } from "@/lib/core/metrics";
import { anonymous } from "@/testing/actors/credentials";
import { as } from "@/testing/http/client";

const rules = readFileSync("ops/prometheus/alerts.yml", "utf8");
const dashboard = readFileSync("ops/grafana/dashboard.json", "utf8");
const runbook = readFileSync("docs/runbook.md", "utf8");
const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name = ""]) => name);

/** The expressions of the dashboard's panels. */
function dashboardExpressions(): string[] {
  const found: string[] = [];
  JSON.parse(dashboard, (key, value) => {
    if (key === "expr") found.push(value);
    return value;
  });
  return found;
}

/** The labels that a scrape adds to each sample, and a histogram to its buckets. */
const ADDED_LABELS = ["job", "instance", "le"];

test("alerts, dashboard and runbook: every metric in them → exported, with the labels in their expressions", async () => {
  await as(anonymous).get("/api/metrics");
  const exported = await metrics().registry.getMetricsAsJSON();
  const labelsOf = new Map<string, string[]>([["up", []]]);
  for (const { name, type } of exported) {
    const metric = metrics().registry.getSingleMetric(name);
    const own = metric && "labelNames" in metric ? metric.labelNames : [];
    const labels = Array.isArray(own) ? own.map(String) : [];
    const isHistogram = String(type) === "histogram";
    for (const end of isHistogram ? ["_bucket", "_count", "_sum"] : [""]) {
      labelsOf.set(`${name}${end}`, [...labels, ...ADDED_LABELS]);
    }
  }
  const expressions = [...rules.matchAll(/expr: '(.+)'/g)].map(([, text = ""]) => text);
  expressions.push(...dashboardExpressions(), ...(runbook.match(/`propdesk_[^`]+`/g) ?? []));
  expect(expressions.length).toBeGreaterThan(50);
  for (const text of expressions) {
    const used = text.matchAll(/\b(up|(?:propdesk|process|nodejs)_\w+)(?:\{([^}]*)\})?/g);
    for (const [, name = "", selector = ""] of used) {
      const isExported = labelsOf.has(name) || labelsOf.has(`${name}_count`);
      expect([text, name, isExported]).toEqual([text, name, true]);
      const usedLabels = [...selector.matchAll(/(\w+)\s*(?:=|!)/g)].map(([, label = ""]) => label);
      const exportedLabels = labelsOf.get(name) ?? labelsOf.get(`${name}_count`) ?? [];
      const missing = usedLabels.filter(
        (label) => ![...exportedLabels, ...ADDED_LABELS].includes(label),
      );
      expect([text, missing]).toEqual([text, []]);
    }
  }
});

test("runbook: → one section for each alert, in order, which its runbook_url names", () => {
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

test("alerts.test.yml: → a test for each alert", () => {
  const tests = readFileSync("ops/prometheus/alerts.test.yml", "utf8");
  for (const name of alerts) expect(tests).toContain(`alertname="${name}"`);
});

const promtool = (args: string[], input?: string) => {
  const { status, stdout, stderr } = spawnSync("promtool", args, {
    encoding: "utf8",
    ...(input !== undefined && { input }),
  });
  return { status, output: stdout + stderr };
};
const isMissing = spawnSync("promtool", ["--version"]).error !== undefined;
const note = isMissing ? " (skipped: promtool isn't installed; Debian has it in prometheus)" : "";

test.skipIf(isMissing)(`promtool: the alert rules → valid, and their tests pass${note}`, () => {
  expect(promtool(["check", "rules", "ops/prometheus/alerts.yml"])).toMatchObject({ status: 0 });
  const result = promtool(["test", "rules", "ops/prometheus/alerts.test.yml"]);
  expect(result, result.output).toMatchObject({ status: 0 });
});

test.skipIf(isMissing)(`promtool check metrics: GET /api/metrics → no warning${note}`, async () => {
  const { body } = await as(anonymous).get("/api/metrics");
  const { output } = promtool(["check", "metrics"], String(body));
  expect(output.split("\n").filter((line) => line.startsWith("propdesk_"))).toEqual([]);
});
