export {
  findProgram,
  getProgram,
  listPrograms,
  loadProgram,
  type ProgramWithSteps,
  presentProgram,
  programStatus,
} from "./programs";
export { findTier, listTiers, priceTier } from "./tiers";
