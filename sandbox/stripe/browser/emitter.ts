type Handler<Event> = (event: Event) => unknown;

/** Named events with `on`, `once` and `off`, as Stripe's elements have them. */
export class Emitter<Events extends Record<string, unknown>> {
  readonly #handlers = new Map<keyof Events, Set<Handler<never>>>();

  on<Name extends keyof Events>(name: Name, handler: Handler<Events[Name]>): this {
    const handlers = this.#handlers.get(name) ?? new Set();
    this.#handlers.set(name, handlers.add(handler));
    return this;
  }

  once<Name extends keyof Events>(name: Name, handler: Handler<Events[Name]>): this {
    const wrapped = (event: Events[Name]) => {
      this.off(name, wrapped);
      handler(event);
    };
    return this.on(name, wrapped);
  }

  /** Without a handler, removes all of that event. */
  off<Name extends keyof Events>(name: Name, handler?: Handler<Events[Name]>): this {
    if (handler) this.#handlers.get(name)?.delete(handler);
    else this.#handlers.delete(name);
    return this;
  }

  protected emit<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    const handlers = this.#handlers.get(name) as Set<Handler<Events[Name]>> | undefined;
    for (const handler of [...(handlers ?? [])]) handler(event);
  }
}
