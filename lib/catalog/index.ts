export {
  acceptedTermsVersion,
  checkShownTerms,
  findAcceptedTerms,
  presentAcceptedTerms,
  readTermsVersion,
} from "./accepted-terms";
export { archiveGroup } from "./archive-group";
export { archiveTier } from "./archive-tier";
export { presentBoughtProgram } from "./bought-program";
export { countRunning } from "./count-running";
export { describePurchaseRules, describeRules, describeTierRules } from "./describe-rules";
export { getRuleSet } from "./get-rule-set";
export { currentTermsVersion, getLegalDocument, listLegalDocuments } from "./legal-documents";
export { getLegalRecord, inspectLegalText, listLegalRecords } from "./legal-records";
export { getGroup, listGroups } from "./list-groups";
export { readPhases } from "./phases";
export { presentRules } from "./present-rules";
export { paymentName, productName, soldTierName, topUpName } from "./product-name";
export { paymentNameSql, soldTierNameSql } from "./product-name-sql";
export { findProgramPage, listProgramSlugs, type ProgramPage } from "./program-page";
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
export { publishLegalDocument } from "./publish-legal-document";
export { readRuleSets } from "./rule-sets";
export { createGroup, editGroup } from "./save-group";
export { saveLegalDraft } from "./save-legal-draft";
export { createProgram, editProgram } from "./save-program";
export { createTier, editTier } from "./save-tier";
export { setProgramStatus } from "./set-program-status";
export {
  currentStoreCatalog,
  readStoreCatalog,
  type StoreCatalog,
  type VersionedCatalog,
} from "./store-catalog";
export { getTierRecord, listTierRecords } from "./tier-records";
export {
  findTier,
  listTiers,
  listTiersOf,
  presentTerms,
  priceTier,
  readTerms,
  termsOf,
} from "./tiers";
export { listChallengeGroups, listWalletCurrencies } from "./wallet-currencies";
