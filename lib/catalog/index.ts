export { archiveGroup } from "./archive-group";
export { archiveTier } from "./archive-tier";
export { presentBoughtProgram } from "./bought-program";
export { countRunning } from "./count-running";
export { describeRules } from "./describe-rules";
export { getRuleSet } from "./get-rule-set";
export { getGroup, listGroups } from "./list-groups";
export { readPhases } from "./phases";
export { presentRules } from "./present-rules";
export { getProgramRecord, listProgramRecords } from "./program-records";
export {
  boughtTerms,
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
export { readRuleSets } from "./rule-sets";
export { createGroup, editGroup } from "./save-group";
export { createProgram, editProgram } from "./save-program";
export { createTier, editTier } from "./save-tier";
export { setProgramStatus } from "./set-program-status";
export { getTierRecord, listTierRecords } from "./tier-records";
export { findTier, listTiers, presentTerms, priceTier, readTerms, termsOf } from "./tiers";
export { listChallengeGroups, listWalletCurrencies } from "./wallet-currencies";
