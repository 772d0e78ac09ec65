import { operation } from "@/lib/http/operation";
import { archiveGroup } from "./archive-group";
import { archiveTier } from "./archive-tier";
import { exampleRules } from "./examples";
import { createGroup, editGroup } from "./save-group";
import { createProgram, editProgram } from "./save-program";
import { createTier, editTier } from "./save-tier";
import {
  archivedInput,
  groupInput,
  groupParams,
  groupView,
  newGroupInput,
  newProgramInput,
  newTierInput,
  programInput,
  programParams,
  programRecord,
  programStatusInput,
  tierInput,
  tierParams,
  tierRecord,
} from "./schemas";
import { setProgramStatus } from "./set-program-status";

const shared = {
  tag: "Console",
  surface: "admin",
  errors: ["STEP_UP_REQUIRED", "NOT_FOUND", "INVALID_STATE"],
} as const;
const reason = "new prices from Monday";
const editFields = { version: 1, reason };

const tierFields = {
  name: "75K",
  program_id: 6,
  account_size: 75_000,
  price_cents: 39_900,
  currency: "usd",
  recommended: false,
  sort_index: 9,
  markets: [{ market: "crypto", asset_class: "crypto" }],
};
const tier = {
  description: "The tier's current state.",
  schema: tierRecord,
  example: { id: "tier_75k", ...tierFields, archived: false, version: 1 },
};

const programFields = {
  brand: "brand-a",
  name: "one-phase-100k",
  display_name: "One-phase 100K",
  description: "",
  price_cents: 49_900,
  price_currency: "usd",
  price_label: "One-time fee",
  free_limit: null,
  recommended: false,
  sort_index: 9,
  steps: [
    {
      phase_type: 0,
      name: "Evaluation",
      account_group: "PROP-DEMO-100K",
      rules: exampleRules,
    },
  ],
};
const program = {
  description: "The program's current state.",
  schema: programRecord,
  example: { id: 6, status: "active", ...programFields, slug: "one-phase-100k", version: 1 },
};

const groupFields = {
  brand: "brand-a",
  account_mode: 0,
  currency: "usd",
  default_deposit_cents: 5_000_000,
  leverage: 50,
};
const group = {
  description: "The group's current state.",
  schema: groupView,
  example: { name: "PROP-DEMO-50K", ...groupFields, archived: false, in_use: false, version: 1 },
};

/** What admins change in the catalog. */
export const operations = {
  createTier: operation({
    ...shared,
    route: "POST /api/admin/catalog/tiers",
    summary: "Create a tier",
    body: { schema: newTierInput, example: { id: "tier_75k", ...tierFields, reason } },
    responses: { 201: tier },
    errors: ["STEP_UP_REQUIRED"],
    effect: "Creates a tier and puts it up for sale.",
    run: (ctx, { body }) => createTier(ctx, body),
  }),
  editTier: operation({
    ...shared,
    route: "PUT /api/admin/catalog/tiers/[id]",
    summary: "Update a tier",
    params: tierParams,
    body: { schema: tierInput, example: { ...tierFields, ...editFields } },
    responses: { 200: tier },
    effect: "Updates the tier for new purchases.",
    run: (ctx, { params, body }) => editTier(ctx, params.id, body),
  }),
  archiveTier: operation({
    ...shared,
    route: "PUT /api/admin/catalog/tiers/[id]/archived",
    summary: "Archive or restore a tier",
    params: tierParams,
    body: { schema: archivedInput, example: { archived: true, ...editFields } },
    responses: { 200: tier },
    effect: "Stops selling the tier, or sells it again.",
    run: (ctx, { params, body }) => archiveTier(ctx, params.id, body),
  }),
  createProgram: operation({
    ...shared,
    route: "POST /api/admin/catalog/programs",
    summary: "Create a program",
    body: {
      schema: newProgramInput,
      example: { ...programFields, slug: "one-phase-100k", reason },
    },
    responses: { 201: program },
    errors: ["STEP_UP_REQUIRED"],
    effect: "Creates a program and puts it up for sale.",
    run: (ctx, { body }) => createProgram(ctx, body),
  }),
  editProgram: operation({
    ...shared,
    route: "PUT /api/admin/catalog/programs/[id]",
    summary: "Update a program",
    params: programParams,
    body: { schema: programInput, example: { ...programFields, ...editFields } },
    responses: { 200: program },
    effect: "Updates the program for new purchases.",
    ids: { id: "program" },
    run: (ctx, { params, body }) => editProgram(ctx, params.id, body),
  }),
  setProgramStatus: operation({
    ...shared,
    route: "PUT /api/admin/catalog/programs/[id]/status",
    summary: "Start or stop selling a program",
    params: programParams,
    body: { schema: programStatusInput, example: { status: "disabled", ...editFields } },
    responses: { 200: program },
    effect: "Changes whether the program can be bought.",
    ids: { id: "program" },
    run: (ctx, { params, body }) => setProgramStatus(ctx, params.id, body),
  }),
  createGroup: operation({
    ...shared,
    route: "POST /api/admin/catalog/groups",
    summary: "Create an account group",
    body: { schema: newGroupInput, example: { name: "PROP-DEMO-50K", ...groupFields, reason } },
    responses: { 201: group },
    errors: ["STEP_UP_REQUIRED"],
    effect: "Creates an account group at the trading server.",
    run: (ctx, { body }) => createGroup(ctx, body),
  }),
  editGroup: operation({
    ...shared,
    route: "PUT /api/admin/catalog/groups/[name]",
    summary: "Update an account group",
    params: groupParams,
    body: { schema: groupInput, example: { ...groupFields, ...editFields } },
    responses: { 200: group },
    effect: "Updates the group for new accounts.",
    run: (ctx, { params, body }) => editGroup(ctx, params.name, body),
  }),
  archiveGroup: operation({
    ...shared,
    route: "PUT /api/admin/catalog/groups/[name]/archived",
    summary: "Archive or restore an account group",
    params: groupParams,
    body: { schema: archivedInput, example: { archived: true, ...editFields } },
    responses: { 200: group },
    effect: "Closes the group to new accounts, or reopens it.",
    run: (ctx, { params, body }) => archiveGroup(ctx, params.name, body),
  }),
};

export { legalAdminOperations, legalOperations } from "./legal-operations";
export { programOperations } from "./program-operations";
export { tierOperations } from "./tier-operations";
