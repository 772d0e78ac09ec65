import { eq } from "drizzle-orm";
import { apiApps } from "@/db/schema";
import {
  type Found,
  idFact,
  inOrder,
  type ReadDetail,
  relatedRows,
  step,
  text,
  time,
} from "./detail";
import { auditSteps } from "./told";

/** An app that calls the API: what it may, its endpoints, its people. */
export const readApp: ReadDetail = async (ctx, id) => {
  const [app] = await ctx.db.select().from(apiApps).where(eq(apiApps.id, id));
  if (!app) return null;
  const [done, endpoints, people] = await Promise.all([
    auditSteps(ctx, [["app", id]]),
    relatedRows(ctx, "Webhook endpoints", "webhook-endpoints", { app: id }),
    relatedRows(ctx, "Customers who came through it", "customers", { app: id }),
  ]);
  return {
    title: app.name,
    lead: app.firstParty
      ? "The firm's own app: it is told of everybody's events"
      : "A partner's app",
    status: app.disabledAt ? "disabled" : "enabled",
    facts: [
      {
        title: "About this app",
        facts: [
          idFact("client_id", app.id),
          text("Scopes, also of the sessions it starts", app.scopes.join(", ")),
          time("Old secret works until", app.previousSecretUntil),
          time("Disabled", app.disabledAt),
          time("Made", app.createdAt),
        ],
      },
    ],
    steps: inOrder([step(app.createdAt, "app made", "")], done),
    related: [endpoints, people],
    actions: [
      { action: "app.rotate_secret", input: { id } },
      { action: app.disabledAt ? "app.enable" : "app.disable", input: { id } },
    ],
  } satisfies Found;
};
