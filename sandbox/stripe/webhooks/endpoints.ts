import Stripe from "stripe";
import { type ApiCall, findOne, readOne } from "../api/call";
import { invalidParam } from "../api/errors";
import { listPage } from "../api/list";
import { mergeMetadata } from "../api/metadata";
import { allowOnly, booleanOr, optionalList, optionalText, optionalUrl } from "../api/params";
import { newId, randomText } from "../ids";
import type { StoredEndpoint } from "../records";
import { seconds, type Work } from "../work";

/** The endpoint that the launcher registers; a restart replaces it. */
const DEFAULT_ENDPOINT = "we_sandboxDefault";

const UPDATABLE = ["url", "enabled_events", "description", "metadata"];

/** `POST /v1/webhook_endpoints`: the only response that shows the signing secret. */
export function createEndpoint(call: ApiCall): object {
  allowOnly(call.params, [...UPDATABLE, "api_version", "connect"]);
  const url = optionalUrl(call.params, "url");
  const events = optionalList(call.params, "enabled_events");
  if (url === null) throw invalidParam("url", "Missing required param: url.", "parameter_missing");
  if (events === null) {
    throw invalidParam(
      "enabled_events",
      "Missing required param: enabled_events.",
      "parameter_missing",
    );
  }
  const endpoint = newEndpoint(call, newId("we"), url, `whsec_${randomText(32)}`);
  return call.store.put("webhook_endpoints", {
    ...endpoint,
    enabled_events: events,
    description: optionalText(call.params, "description"),
    metadata: mergeMetadata({}, call.params),
  });
}

/** `GET /v1/webhook_endpoints/{id}` */
export function retrieveEndpoint(call: ApiCall): object {
  return withoutSecret(readOne(call, "webhook_endpoints", "webhook endpoint"));
}

/** `GET /v1/webhook_endpoints` */
export function listEndpoints(call: ApiCall): object {
  const page = listPage(call, "webhook_endpoints", [], () => true);
  return { ...page, data: page.data.map(withoutSecret) };
}

/** `POST /v1/webhook_endpoints/{id}`: while `disabled`, no new event is queued for it. */
export function updateEndpoint(call: ApiCall): object {
  allowOnly(call.params, [...UPDATABLE, "disabled"]);
  const endpoint = findOne(call, "webhook_endpoints", "webhook endpoint");
  const disabled = booleanOr(call.params, "disabled", endpoint.status === "disabled");
  const changed = call.store.put("webhook_endpoints", {
    ...endpoint,
    url: optionalUrl(call.params, "url") ?? endpoint.url,
    enabled_events: optionalList(call.params, "enabled_events") ?? endpoint.enabled_events,
    description: optionalText(call.params, "description") ?? endpoint.description,
    metadata: mergeMetadata(endpoint.metadata, call.params),
    status: disabled ? "disabled" : "enabled",
  });
  return withoutSecret(changed);
}

/** `DELETE /v1/webhook_endpoints/{id}`: its queued events are dropped. */
export function deleteEndpoint(call: ApiCall): object {
  const { id } = readOne(call, "webhook_endpoints", "webhook endpoint");
  call.store.delete("webhook_endpoints", id);
  return { id, object: "webhook_endpoint", deleted: true } satisfies Stripe.DeletedWebhookEndpoint;
}

/** Registers the launcher's endpoint for all events. Replaces the one of an earlier start. */
export function registerDefaultEndpoint(
  work: Pick<Work, "store" | "now">,
  webhook: { url: string; secret: string },
): void {
  const endpoint = newEndpoint(work, DEFAULT_ENDPOINT, webhook.url, webhook.secret);
  work.store.put("webhook_endpoints", endpoint);
}

function newEndpoint(
  work: Pick<Work, "now">,
  id: string,
  url: string,
  secret: string,
): StoredEndpoint {
  return {
    id,
    object: "webhook_endpoint",
    api_version: Stripe.API_VERSION,
    application: null,
    created: seconds(work),
    description: null,
    enabled_events: ["*"],
    livemode: false,
    metadata: {},
    secret,
    status: "enabled",
    url,
  } satisfies Stripe.WebhookEndpoint;
}

function withoutSecret({ secret: _, ...shown }: StoredEndpoint): Stripe.WebhookEndpoint {
  return shown;
}
