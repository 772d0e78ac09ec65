import { eq } from "drizzle-orm";
import { apiApps } from "@/db/schema";
import { auditSteps } from "./activity-steps";
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

/** An app that calls the API: its rights, its webhook endpoints, its customers. */
export const readApp: ReadDetail = async (ctx, id) => {
  const [app] = await ctx.db.select().from(apiApps).where(eq(apiApps.id, id));
  if (!app) return null;
  const [done, endpoints, people] = await Promise.all([
    auditSteps(ctx, [["app", id]]),
    relatedRows(ctx, "Webhook endpoints", "webhook-endpoints", { app: id }),
    relatedRows(ctx, "Customers", "customers", { app: id }),
  ]);
  return {
    title: app.name,
    lead: app.firstParty ? "First-party app: receives events for all customers" : "Partner app",
    status: app.disabledAt ? "disabled" : "enabled",
    facts: [
      {
        title: "Details",
        facts: [
          idFact("Client ID", app.id),
          text("Scopes (also of its sessions)", app.scopes.join(", ")),
          time("Previous secret expires", app.previousSecretUntil),
          time("Disabled", app.disabledAt),
          time("Created", app.createdAt),
        ],
      },
    ],
    steps: inOrder([step(app.createdAt, "App created", "")], done),
    related: [endpoints, people],
    actions: [
      { action: "app.rotate_secret", input: { id } },
      { action: app.disabledAt ? "app.enable" : "app.disable", input: { id } },
    ],
  } satisfies Found;
};
