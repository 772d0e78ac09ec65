import { headers } from "next/headers";
import type { GuideFacts, Sample } from "@/components/docs/guides/guide";
import { clientConfig } from "@/lib/core/client-config";
import { env } from "@/lib/core/env";
import { demoApp, errorFacts, eventFacts } from "@/lib/openapi";
import { deliveryRules } from "@/lib/webhooks";
import { readSample } from "./samples";

const samples = [
  ["TypeScript", "typescript", "webhook-receiver.ts"],
  ["Python", "python", "webhook_receiver.py"],
  ["Go", "go", "webhook_receiver.go"],
] as const;

const readSamples = (): Promise<Sample[]> =>
  Promise.all(
    samples.map(async ([name, language, file]) => ({
      name,
      language,
      href: `/samples/${file}`,
      code: (await readSample(file)).trimEnd(),
    })),
  );

function readLimits(): GuideFacts["limits"] {
  const settings = env();
  return {
    reads: settings.RATE_LIMIT_READS,
    writes: settings.RATE_LIMIT_WRITES,
    tokens: settings.RATE_LIMIT_SIGN_IN,
    logIns: settings.RATE_LIMIT_APP_SIGN_IN,
    failedLogIns: settings.RATE_LIMIT_SIGN_IN_FAILURES,
    payments: settings.RATE_LIMIT_PAYMENTS,
    declines: settings.RATE_LIMIT_DECLINES,
  };
}

/** The facts about this environment that the guides show to a reader at `origin`. */
export async function readGuideFacts(origin: string): Promise<GuideFacts> {
  const { sandbox, supportEmail } = clientConfig();
  return {
    origin,
    sandbox,
    supportEmail,
    demo: demoApp(),
    rules: deliveryRules,
    limits: readLimits(),
    samples: await readSamples(),
    errors: errorFacts,
    events: eventFacts,
  };
}

/** The reader's origin: APP_URL, or in the sandbox the Host header, which may be another name of this machine. */
export async function readOrigin(): Promise<string> {
  const { appUrl, sandbox } = clientConfig();
  const host = (await headers()).get("host") ?? "";
  return sandbox && /^[\w.-]+(:\d+)?$/.test(host) ? `http://${host}` : appUrl;
}
