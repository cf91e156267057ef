/** Where the answers part first. */
interface FirstDifference {
  readonly sequence: number;
  readonly eventType: string;
}

/** Today's program answers a recorded entry differently, and nothing tells what was decided then: going on would be guessing. */
export class ReplayDivergence extends Error {
  override readonly name = 'ReplayDivergence';
  readonly first: FirstDifference | undefined;

  constructor(first: FirstDifference | undefined) {
    super(
      `replaying the journal gives other commands than were recorded, first at entry ${first?.sequence} ` +
        `(${first?.eventType}); this version or these settings are not the ones that wrote it`,
    );
    this.first = first;
  }
}
