export { findTier, listTiers, priceTier } from "./tiers";
