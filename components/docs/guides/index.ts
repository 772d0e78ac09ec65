import { authentication } from "./authentication";
import { challenges } from "./challenges";
import { checkout } from "./checkout";
import { errors } from "./errors";
import { goingLive } from "./going-live";
import type { MakeGuide } from "./guide";
import { idempotency } from "./idempotency";
import { start } from "./start";
import { webhooks } from "./webhooks";

/** Every guide, in the order of reading. */
export const guides: readonly MakeGuide[] = [
  start,
  checkout,
  challenges,
  authentication,
  webhooks,
  errors,
  idempotency,
  goingLive,
];
