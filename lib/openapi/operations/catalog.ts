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
} from "@/lib/catalog/schemas";
import type { Operation } from "../operation";

const shared = {
  tag: "Console",
  surface: "admin",
  errors: ["STEP_UP_REQUIRED", "NOT_FOUND", "INVALID_STATE"],
} as const;
const reason = "new prices from Monday";
const seen = { version: 1, reason };

const tierFields = {
  name: "75K",
  account_size: 75_000,
  price_cents: 39_900,
  currency: "usd",
  profit_target_pct: 8,
  max_daily_loss_pct: 5,
  max_total_loss_pct: 10,
  profit_split_pct: 80,
  min_trading_days: 5,
  recommended: false,
  sort_index: 9,
  markets: [{ market: "crypto", asset_class: "crypto" }],
};
const tier = {
  description: "The tier as it is now.",
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
  profit_split_pct: 80,
  free_limit: null,
  sort_index: 9,
  steps: [
    {
      phase_type: 0,
      name: "Evaluation",
      account_group: "PROP-DEMO-100K",
      duration_days: 30,
      max_daily_loss_pct: 5,
      max_total_loss_pct: 10,
      profit_target_pct: 8,
      profit_split_pct: null,
      min_trading_days: 5,
      max_trading_days: null,
      max_positions: 20,
    },
  ],
};
const program = {
  description: "The program as it is now.",
  schema: programRecord,
  example: { id: 6, status: "active", ...programFields, version: 1 },
};

const groupFields = {
  brand: "brand-a",
  account_mode: 0,
  currency: "usd",
  default_deposit_cents: 5_000_000,
  leverage: 50,
};
const group = {
  description: "The group as it is now.",
  schema: groupView,
  example: { name: "PROP-DEMO-50K", ...groupFields, archived: false, in_use: false, version: 1 },
};

/** What the console's catalog writes. Nothing that was bought changes by it. */
export const catalog: Operation[] = [
  {
    ...shared,
    id: "createTier",
    route: "POST /api/admin/catalog/tiers",
    summary: "Create a tier",
    body: { schema: newTierInput, example: { id: "tier_75k", ...tierFields, reason } },
    answers: { 201: tier },
    errors: ["STEP_UP_REQUIRED"],
    effect: "Puts a new tier on sale.",
  },
  {
    ...shared,
    id: "editTier",
    route: "PUT /api/admin/catalog/tiers/[id]",
    summary: "Change a tier",
    params: tierParams,
    body: { schema: tierInput, example: { ...tierFields, ...seen } },
    answers: { 200: tier },
    effect: "Changes the tier for those who buy it from now on.",
  },
  {
    ...shared,
    id: "archiveTier",
    route: "PUT /api/admin/catalog/tiers/[id]/archived",
    summary: "Archive a tier, or take it up again",
    params: tierParams,
    body: { schema: archivedInput, example: { archived: true, ...seen } },
    answers: { 200: tier },
    effect: "Takes the tier from sale, or puts it on sale again.",
  },
  {
    ...shared,
    id: "createProgram",
    route: "POST /api/admin/catalog/programs",
    summary: "Create a program",
    body: { schema: newProgramInput, example: { ...programFields, reason } },
    answers: { 201: program },
    errors: ["STEP_UP_REQUIRED"],
    effect: "Puts a new program on sale.",
  },
  {
    ...shared,
    id: "editProgram",
    route: "PUT /api/admin/catalog/programs/[id]",
    summary: "Change a program",
    params: programParams,
    body: { schema: programInput, example: { ...programFields, ...seen } },
    answers: { 200: program },
    effect: "Changes the program for those who buy it from now on.",
    ids: { id: "program" },
  },
  {
    ...shared,
    id: "setProgramStatus",
    route: "PUT /api/admin/catalog/programs/[id]/status",
    summary: "Put a program on sale, or take it off",
    params: programParams,
    body: { schema: programStatusInput, example: { status: "disabled", ...seen } },
    answers: { 200: program },
    effect: "Changes whether the program can be bought.",
    ids: { id: "program" },
  },
  {
    ...shared,
    id: "createGroup",
    route: "POST /api/admin/catalog/groups",
    summary: "Create an account group",
    body: { schema: newGroupInput, example: { name: "PROP-DEMO-50K", ...groupFields, reason } },
    answers: { 201: group },
    errors: ["STEP_UP_REQUIRED"],
    effect: "Makes an account group at the trading server.",
  },
  {
    ...shared,
    id: "editGroup",
    route: "PUT /api/admin/catalog/groups/[name]",
    summary: "Change an account group",
    params: groupParams,
    body: { schema: groupInput, example: { ...groupFields, ...seen } },
    answers: { 200: group },
    effect: "Changes the group for accounts that are opened from now on.",
  },
  {
    ...shared,
    id: "archiveGroup",
    route: "PUT /api/admin/catalog/groups/[name]/archived",
    summary: "Archive an account group, or take it up again",
    params: groupParams,
    body: { schema: archivedInput, example: { archived: true, ...seen } },
    answers: { 200: group },
    effect: "Closes the group to new accounts, or opens it again.",
  },
];
