import { z } from "zod";
import {
  boughtProgramView,
  programView,
  stepView,
  tierTerms,
  tierView,
} from "@/lib/catalog/schemas";
import {
  challengeDetailView,
  challengesView,
  challengeView,
  phaseView,
  purchaseView,
} from "@/lib/challenges/schemas";
import { errorEnvelope } from "@/lib/http/error-envelope";
import { isUnsetByNull } from "@/lib/http/unset-fields";
import { checkoutView, paymentView } from "@/lib/payments/schemas";
import { propAccountView } from "@/lib/prop-accounts/schemas";
import { buyView, openedAccountView, payerAccountView, previewView } from "@/lib/purchases/schemas";
import { ruleSetSchema } from "@/lib/rules/schemas";
import { operationView, tradingAccountView } from "@/lib/trading/schemas";
import { deliveryView, endpointView, endpointWithSecretView } from "@/lib/webhooks/schemas";
import type { JsonSchema } from "./schemas";

/** The schemas that have a name in the document; all others are inlined where they are used. */
const named = {
  Error: errorEnvelope,
  Checkout: checkoutView,
  Payment: paymentView,
  PropAccount: propAccountView,
  Program: programView,
  BoughtProgram: boughtProgramView,
  Step: stepView,
  RuleSet: ruleSetSchema,
  Tier: tierView,
  TierTerms: tierTerms,
  Preview: previewView,
  PayerAccount: payerAccountView,
  Purchase: purchaseView,
  Challenge: challengeView,
  OpenedAccount: openedAccountView,
  BoughtChallenge: buyView,
  ChallengesPage: challengesView,
  Phase: phaseView,
  ChallengeDetail: challengeDetailView,
  TradingAccount: tradingAccountView,
  Operation: operationView,
  WebhookEndpoint: endpointView,
  WebhookEndpointWithSecret: endpointWithSecretView,
  WebhookDelivery: deliveryView,
};

const names = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(named)) names.add(schema, { id });

type Direction = "input" | "output";
type Overridden = Parameters<
  NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>["override"]>
>[0];

/**
 * A zod schema as JSON Schema; named parts of it are added to `components` and referenced.
 */
export function jsonSchema(
  schema: z.ZodType,
  io: Direction,
  components: Record<string, JsonSchema>,
): JsonSchema {
  // Wrapped, so that a schema with a name becomes a reference even if it is the whole.
  const wrapped = z.toJSONSchema(z.object({ root: schema }), {
    io,
    metadata: names,
    unrepresentable: "any",
    override: (schema) => {
      if (io === "input") allowUnset(schema);
      addDescription(schema);
    },
  });
  const plain: unknown = JSON.parse(JSON.stringify(wrapped), tidy);
  const { properties, $defs = {} } = plain as JsonSchema;
  for (const [name, definition] of Object.entries($defs)) {
    components[name] ??= definition;
  }
  return properties?.root ?? {};
}

/** The description of a field: its `.meta()`, which zod stores in a registry of its own. */
function addDescription({ zodSchema, jsonSchema }: Overridden): void {
  const description = z.globalRegistry.get(zodSchema)?.description;
  if (description) jsonSchema.description = description;
}

/** Removes null from a field of a body where it counts as absent: see unset-fields.ts. */
function allowUnset({ zodSchema, jsonSchema }: Overridden): void {
  const isWrapper = zodSchema instanceof z.ZodOptional || zodSchema instanceof z.ZodDefault;
  if (!isWrapper || !isUnsetByNull(zodSchema)) return;
  const { default: fallback, ...schema } = jsonSchema;
  for (const key of Object.keys(schema)) delete jsonSchema[key];
  jsonSchema.anyOf = [schema, { type: "null" }];
}

/** Rewrites references to our paths, and removes keywords that repeat others. */
function tidy(this: unknown, key: string, value: unknown): unknown {
  if (key === "$ref" && typeof value === "string") {
    return value.replace("#/$defs/", "#/components/schemas/");
  }
  // `format` says the same; so does the type that every JSON key has.
  const isTime = (this as JsonSchema).format === "date-time" && key === "pattern";
  const isIdOfSchema = key === "id" && typeof value === "string" && value in named;
  return isTime || isIdOfSchema || key === "propertyNames" ? undefined : value;
}
