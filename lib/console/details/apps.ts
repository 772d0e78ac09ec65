import { eq } from "drizzle-orm";
import { apiApps } from "@/db/schema";
import type { OfferedAction } from "../schemas";
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
  const [done, endpoints, sources, people] = await Promise.all([
    auditSteps(ctx, [["app", id]]),
    relatedRows(ctx, "Webhook endpoints", "webhook-endpoints", { app: id }),
    relatedRows(ctx, "Trading sources", "trading-sources", { app: id }),
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
    related: [endpoints, sources, people],
    actions: actionsOf(app),
  } satisfies Found;
};

function actionsOf({ id, scopes, disabledAt }: typeof apiApps.$inferSelect): OfferedAction[] {
  const mayReport = scopes.includes("trading:write") && !disabledAt;
  const create: OfferedAction = { action: "trading_source.create", input: { app_id: id } };
  return [
    { action: "app.rotate_secret", input: { id } },
    ...(mayReport ? [create] : []),
    { action: disabledAt ? "app.enable" : "app.disable", input: { id } },
  ];
}
