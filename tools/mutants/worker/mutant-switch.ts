/** What instrumented code asks: which mutant is on, and, while measuring, which ones were come across. */
export const mutantSwitch = {
  /** The mutant that is on; none when negative. */
  at: -1,
  hits: new Set<number>(),
  hit(id: number): false {
    this.hits.add(id);
    return false;
  },
};
