import { hashRules } from "@/lib/rules";
import { type LossVector, playLossVector, ruleSetOf, vectorsOf } from "./vectors";

/** What the judge says of each vector of losses, and the hash of its rule set: the same in Node.js and in a browser. */
export async function judgeVectors() {
  const vectors = vectorsOf<LossVector>("loss");
  return Promise.all(
    vectors.map(async (vector) => ({
      id: vector.id,
      ...playLossVector(vector),
      hash: await hashRules(ruleSetOf(vector)),
    })),
  );
}
