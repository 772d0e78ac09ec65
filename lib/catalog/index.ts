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
  rowVersions,
} from "./programs";
export { createGroup, editGroup } from "./save-group";
export { createProgram, editProgram } from "./save-program";
export { createTier, editTier } from "./save-tier";
export { setProgramStatus } from "./set-program-status";
export { getTierRecord, listTierRecords } from "./tier-records";
export { findTier, listTiers, priceTier, readTerms, termsOf } from "./tiers";
export { listChallengeGroups, listWalletCurrencies } from "./wallet-currencies";
