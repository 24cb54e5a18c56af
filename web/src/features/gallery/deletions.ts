// Deletions that can be taken back: hidden at once, asked for when the notice with its undo has gone, or the page goes away.

/** `ask` deletes for good; `leaving` is true while the page goes, when only a request that outlives it arrives. */
export class Deletions {
  readonly #pending = new Map<number, string[]>();
  readonly #listeners = new Set<() => void>();
  #hidden: ReadonlySet<string> = new Set();
  #last = 0;

  constructor(
    private readonly ask: (id: string, leaving: boolean) => Promise<void>,
    private readonly after: (deleted: string[], kept: string[]) => void = () => undefined,
  ) {}

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Ids that are not to be shown. */
  hidden = (): ReadonlySet<string> => this.#hidden;

  /** Hides `ids`; the ticket takes it back or carries it out. */
  hide(ids: readonly string[]): number {
    this.#last += 1;
    this.#pending.set(this.#last, [...ids]);
    this.#become([...this.#hidden, ...ids]);
    return this.#last;
  }

  undo(ticket: number): void {
    const ids = this.#pending.get(ticket);
    this.#pending.delete(ticket);
    if (ids) this.#show(ids);
  }

  async carryOut(ticket: number, leaving = false): Promise<void> {
    const ids = this.#pending.get(ticket);
    if (!ids) return;
    this.#pending.delete(ticket);
    const answers = await Promise.allSettled(ids.map((id) => this.ask(id, leaving)));
    const kept = ids.filter((_, place) => answers[place]?.status === 'rejected');
    // What was deleted stays hidden: a list that was read before would show it again.
    if (kept.length > 0) this.#show(kept);
    this.after(
      ids.filter((id) => !kept.includes(id)),
      kept,
    );
  }

  /** Asks for everything that is still waiting: the page is being left. */
  flush(): void {
    for (const ticket of [...this.#pending.keys()]) void this.carryOut(ticket, true);
  }

  #become(ids: Iterable<string>): void {
    this.#hidden = new Set(ids);
    for (const listener of this.#listeners) listener();
  }

  #show(ids: readonly string[]): void {
    const back = new Set(ids);
    this.#become([...this.#hidden].filter((id) => !back.has(id)));
  }
}
