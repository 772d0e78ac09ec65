import { alpha } from "./alpha";
import { apex } from "./apex";
import { blueGuardian } from "./blue-guardian";
import { breakout } from "./breakout";
import { e8 } from "./e8";
import { ftmoOneStep, ftmoTwoStep } from "./ftmo";
import { fundedNext } from "./fundednext";
import { fundingPips } from "./fundingpips";
import type { Preset } from "./preset";
import { the5ers } from "./the5ers";
import { topstep } from "./topstep";
import { vanta } from "./vanta";

export { type Preset, presetNote } from "./preset";

/** Rules in the style of known firms, in the order of the catalog's form. */
export const presets: readonly Preset[] = [
  ftmoTwoStep,
  ftmoOneStep,
  fundedNext,
  fundingPips,
  the5ers,
  alpha,
  blueGuardian,
  e8,
  breakout,
  topstep,
  apex,
  vanta,
];
