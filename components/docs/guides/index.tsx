import * as authentication from "./authentication.mdx";
import * as challenges from "./challenges.mdx";
import * as checkout from "./checkout.mdx";
import * as errors from "./errors.mdx";
import * as goingLive from "./going-live.mdx";
import type { Guide, GuideFacts } from "./guide";
import * as idempotency from "./idempotency.mdx";
import * as rules from "./rules.mdx";
import * as start from "./start.mdx";
import * as tradingEvents from "./trading-events.mdx";
import * as webhooks from "./webhooks.mdx";

/** Every guide by its slug, in the order of reading. */
const modules = {
  "": start,
  checkout,
  challenges,
  rules,
  "trading-events": tradingEvents,
  authentication,
  webhooks,
  errors,
  idempotency,
  "going-live": goingLive,
};

/** The slugs of all guides, in the order of reading. */
export const guideSlugs: readonly string[] = Object.keys(modules);

/** The guides, with the facts of this environment. */
export const guidesWith = (facts: GuideFacts): Guide[] =>
  Object.entries(modules).map(([slug, { title, lead, default: Content }]) => ({
    slug,
    title,
    lead,
    content: <Content {...facts} />,
  }));
