import type { Surface } from "@/lib/auth";
import type { Scope } from "@/lib/context";
import { groupFields, programFields, tierFields } from "./catalog";
import { tier25k } from "./stripe";

interface Wall {
  surface: Surface | "nextauth";
  /** The scope that an app must hold, and a body that reaches the check. */
  scope?: Scope;
  body?: object;
}

const archived = { archived: true, version: 1, reason: "a test of the walls" };
const person = { email: "somebody@propdesk.test", password: "a long enough password" };
const free = { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 };
const deposit = { login: 100_001, amount_cents: 5_000 };
const wish = { program_id: 1, payer_login: 100_001 };
const endpoint = { url: "https://receiver.example/hook", events: ["*"] };
const passwords = { current_password: "any", new_password: "a long enough password" };
const password = { password: "any" };
const factors = { password: "any", code: "123456" };
const link = { token: "any" };
const suspension = { action: "account.suspend", id: "prop_1", reason: "a reason" };

/** Who may call what: every method of every route. A route that is missing here fails a test. */
export const surfaces: Record<string, Wall> = {
  "GET /api/health": { surface: "public" },
  "GET /api/health/live": { surface: "public" },
  "GET /api/health/ready": { surface: "public" },
  "GET /api/metrics": { surface: "public" },
  "GET /api/openapi.json": { surface: "public" },
  "GET /api/docs/search": { surface: "public" },
  "GET /api/docs/ids": { surface: "browser" },
  "POST /api/docs/run": { surface: "browser", body: { operation_id: "getMe" } },
  "GET /api/auth/[...nextauth]": { surface: "nextauth" },
  "POST /api/auth/[...nextauth]": { surface: "nextauth" },
  "POST /api/sign-up": { surface: "own-pages", body: person },
  "PATCH /api/account": { surface: "browser", body: { name: null } },
  "POST /api/account/password": { surface: "browser", body: passwords },
  "POST /api/account/verification": { surface: "browser" },
  "DELETE /api/account/sessions": { surface: "browser" },
  "DELETE /api/account/sessions/[id]": { surface: "browser" },
  "POST /api/account/second-factor": { surface: "browser", body: password },
  "POST /api/account/second-factor/confirm": { surface: "browser", body: { code: "123456" } },
  "POST /api/account/second-factor/disable": { surface: "browser", body: factors },
  "POST /api/account/second-factor/recovery-codes": { surface: "browser", body: factors },
  "POST /api/account/second-factor/verify": { surface: "browser", body: { code: "123456" } },
  "POST /api/account/verify-email": { surface: "browser", body: link },
  "POST /api/account/forgot-password": { surface: "own-pages", body: { email: person.email } },
  "POST /api/account/reset-password": {
    surface: "own-pages",
    body: { ...link, new_password: person.password },
  },
  "POST /api/v2/oauth/token": { surface: "public" },
  "POST /api/v2/webhooks/stripe": { surface: "public" },
  "POST /api/prop/auth/login": { surface: "public", body: person },
  "POST /api/v2/auth/signup": { surface: "app", scope: "auth:write", body: person },
  "POST /api/v2/auth/login": { surface: "app", scope: "auth:write", body: person },
  "POST /api/v2/auth/sessions/revoke": {
    surface: "app",
    scope: "auth:write",
    body: { session_token: "any" },
  },
  "GET /api/v2/auth/me": { surface: "app+session" },
  "GET /api/v2/payments": { surface: "app+session", scope: "payments:read" },
  "GET /api/v2/payments/[payment_id]": { surface: "app+session", scope: "payments:read" },
  "POST /api/v2/payments/[payment_id]/sync": { surface: "app+session", scope: "payments:write" },
  "POST /api/v2/payments/checkout": {
    surface: "app+session",
    scope: "payments:write",
    body: tier25k,
  },
  "POST /api/v2/payments/deposits": {
    surface: "app+session",
    scope: "payments:write",
    body: deposit,
  },
  "POST /api/v2/payments/free": { surface: "app+session", scope: "payments:write", body: free },
  "GET /api/v2/payments/prop-accounts": { surface: "app+session", scope: "accounts:read" },
  "GET /api/v2/payments/prop-accounts/[id]": { surface: "app+session", scope: "accounts:read" },
  "GET /api/v2/webhook-endpoints": { surface: "app", scope: "webhooks:read" },
  "POST /api/v2/webhook-endpoints": { surface: "app", scope: "webhooks:write", body: endpoint },
  "GET /api/v2/webhook-endpoints/[id]": { surface: "app", scope: "webhooks:read" },
  "PATCH /api/v2/webhook-endpoints/[id]": { surface: "app", scope: "webhooks:write", body: {} },
  "DELETE /api/v2/webhook-endpoints/[id]": { surface: "app", scope: "webhooks:write" },
  "POST /api/v2/webhook-endpoints/[id]/rotate-secret": { surface: "app", scope: "webhooks:write" },
  "POST /api/v2/webhook-endpoints/[id]/test": { surface: "app", scope: "webhooks:write" },
  "GET /api/v2/webhook-endpoints/[id]/deliveries": { surface: "app", scope: "webhooks:read" },
  "POST /api/v2/webhook-endpoints/[id]/deliveries/[delivery_id]/redeliver": {
    surface: "app",
    scope: "webhooks:write",
  },
  "POST /api/admin/payments/[payment_id]/check": { surface: "admin" },
  "POST /api/admin/actions": { surface: "admin", body: suspension },
  "POST /api/admin/catalog/tiers": { surface: "admin", body: { id: "walled", ...tierFields } },
  "PUT /api/admin/catalog/tiers/[id]": { surface: "admin", body: { ...tierFields, version: 1 } },
  "PUT /api/admin/catalog/tiers/[id]/archived": { surface: "admin", body: archived },
  "POST /api/admin/catalog/programs": { surface: "admin", body: programFields },
  "PUT /api/admin/catalog/programs/[id]": {
    surface: "admin",
    body: { ...programFields, version: 1 },
  },
  "PUT /api/admin/catalog/programs/[id]/status": {
    surface: "admin",
    body: { status: "archived", version: 1, reason: "a test" },
  },
  "POST /api/admin/catalog/groups": { surface: "admin", body: { name: "WALLED", ...groupFields } },
  "PUT /api/admin/catalog/groups/[name]": {
    surface: "admin",
    body: { ...groupFields, version: 1 },
  },
  "PUT /api/admin/catalog/groups/[name]/archived": { surface: "admin", body: archived },
  "GET /api/admin/lists/[list]": { surface: "admin" },
  "GET /api/admin/lists/[list]/csv": { surface: "admin" },
  "GET /api/prop/programs": { surface: "session" },
  "GET /api/prop/programs/[id]": { surface: "session" },
  "GET /api/prop/programs/[id]/payer-accounts": { surface: "session", scope: "accounts:read" },
  "POST /api/prop/challenge/preview": { surface: "session", scope: "accounts:read", body: wish },
  "POST /api/prop/programs/[id]/wallet": { surface: "session", scope: "payments:write" },
  "POST /api/prop/challenge/buy": { surface: "session", scope: "payments:write", body: wish },
  "GET /api/prop/challenges": { surface: "session", scope: "accounts:read" },
  "GET /api/prop/challenges/[id]": { surface: "session", scope: "accounts:read" },
  "POST /api/prop/purchases/[id]/retry": { surface: "session", scope: "payments:write" },
  "POST /api/prop/purchases/[id]/cancel": { surface: "session", scope: "payments:write" },
  "GET /api/prop/accounts": { surface: "session", scope: "accounts:read" },
  "GET /api/prop/accounts/[login]/operations": { surface: "session", scope: "accounts:read" },
  "POST /api/prop/accounts/[login]/password": {
    surface: "session",
    scope: "payments:write",
    body: passwords,
  },
  "POST /api/prop/accounts/[login]/password/reset": {
    surface: "session",
    scope: "payments:write",
    body: password,
  },
};

/** A verb's own 403, from behind the walls. */
export const BEHIND_THE_WALLS = "INVALID_PAYER_ACCOUNT";

/** The table's rows of a surface. */
export const wallsOf = (surface: Wall["surface"]) =>
  Object.entries(surfaces)
    .filter(([, wall]) => wall.surface === surface)
    .map(([key, wall]) => ({ key, ...wall }));
