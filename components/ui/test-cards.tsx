"use client";

import { onDemand } from "./on-demand";
import { TestCardsButton } from "./test-cards-button";

/** Numbers that stand for a card in the sandbox, each with what it does. */
export const TestCards = onDemand(TestCardsButton, () => import("./test-card-list"));
