export { beginSecondFactor } from "./begin";
export { checkCode } from "./check-code";
export { clearSecondFactor } from "./clear";
export { confirmSecondFactor } from "./confirm";
export { disableSecondFactor } from "./disable";
export { countRecoveryCodes } from "./recovery-codes";
export { renewRecoveryCodes } from "./renew-recovery-codes";
export { verifySecondFactor } from "./verify";
