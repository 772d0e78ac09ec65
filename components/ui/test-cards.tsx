"use client";

import { onDemand } from "./on-demand";
import { TestCardsButton } from "./test-cards-button";

/** The list of test cards, loaded when it is needed. */
export const TestCards = onDemand(TestCardsButton, () => import("./test-card-list"));
