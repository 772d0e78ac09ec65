/** How many posts to one endpoint may be under way at once. */
const MAX_IN_FLIGHT = 8;

/** Runs the posts to one endpoint, in the order in which they came and a few at a time. */
export class Lane {
  readonly #waiting: Array<() => Promise<void>> = [];
  #inFlight = 0;

  add(post: () => Promise<void>): void {
    this.#waiting.push(post);
    this.#fill();
  }

  #fill(): void {
    while (this.#inFlight < MAX_IN_FLIGHT) {
      const post = this.#waiting.shift();
      if (post === undefined) return;
      this.#inFlight += 1;
      void post().finally(() => {
        this.#inFlight -= 1;
        this.#fill();
      });
    }
  }
}
