/** Why the stack can't start, as a sentence for the user who started it. */
export class StartError extends Error {}
