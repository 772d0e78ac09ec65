export { archiveGroup } from "./archive-group";
export { archiveTier } from "./archive-tier";
export { getGroup, listGroups } from "./list-groups";
export { getProgramRecord, listProgramRecords } from "./program-records";
export {
  findProgram,
  getProgram,
  isOnSale,
  listPrograms,
  loadProgram,
  type ProgramWithSteps,
  presentProgram,
  programStatus,
  writings,
} from "./programs";
export { createGroup, editGroup } from "./save-group";
export { createProgram, editProgram } from "./save-program";
export { createTier, editTier } from "./save-tier";
export { setProgramStatus } from "./set-program-status";
export { getTierRecord, listTierRecords } from "./tier-records";
export { readTerms, termsOf } from "./tier-terms";
export { findTier, listTiers, priceTier } from "./tiers";
export { challengeGroups, listWalletCurrencies } from "./wallet-currencies";
