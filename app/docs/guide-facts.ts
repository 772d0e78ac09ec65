import { headers } from "next/headers";
import type { GuideFacts, Sample } from "@/components/docs/guides/guide";
import { clientConfig } from "@/lib/client-config";
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

/** What the guides say of this environment, to somebody who reads them at `origin`. */
export async function readGuideFacts(origin: string): Promise<GuideFacts> {
  const { sandbox, supportEmail } = clientConfig();
  return {
    origin,
    sandbox,
    supportEmail,
    demo: demoApp(),
    rules: deliveryRules,
    samples: await readSamples(),
    errors: errorFacts,
    events: eventFacts,
  };
}

/**
 * The address at which the reader reads: APP_URL, or in the sandbox the host that they came to, which
 * may be another name of this machine.
 */
export async function readOrigin(): Promise<string> {
  const { appUrl, sandbox } = clientConfig();
  const host = (await headers()).get("host") ?? "";
  return sandbox && /^[\w.-]+(:\d+)?$/.test(host) ? `http://${host}` : appUrl;
}
