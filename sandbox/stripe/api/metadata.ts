import type Stripe from "stripe";
import { invalidParam } from "./errors";
import type { FormObject } from "./form-decode";

/** Limits of https://docs.stripe.com/api/metadata. */
const MAX_KEYS = 50;
const MAX_KEY_LENGTH = 40;
const MAX_VALUE_LENGTH = 500;

/**
 * The metadata after this request: new keys are merged in, a key sent empty is removed, and
 * `metadata=` with nothing removes them all.
 */
export function mergeMetadata(current: Stripe.Metadata, params: FormObject): Stripe.Metadata {
  const sent = params.metadata;
  if (sent === undefined) return current;
  if (sent === "") return {};
  if (typeof sent === "string") throw invalidParam("metadata", "Invalid object");

  const merged = new Map(Object.entries(current));
  for (const [key, value] of Object.entries(sent)) {
    const param = `metadata[${key}]`;
    if (typeof value !== "string") throw invalidParam(param, "Metadata values must be strings.");
    if (key.length > MAX_KEY_LENGTH) {
      throw invalidParam(param, `Metadata keys must be at most ${MAX_KEY_LENGTH} characters.`);
    }
    if (value.length > MAX_VALUE_LENGTH) {
      throw invalidParam(param, `Metadata values must be at most ${MAX_VALUE_LENGTH} characters.`);
    }
    if (value === "") merged.delete(key);
    else merged.set(key, value);
  }
  if (merged.size > MAX_KEYS) {
    throw invalidParam("metadata", `Metadata can have at most ${MAX_KEYS} keys.`);
  }
  return Object.fromEntries(merged);
}
