/** How much may be done before others have their turn; asked after each item by whoever does the work. */
export interface Budget {
  /** Whether it is used up after so many items. */
  isSpent(items: number): boolean;
}

/** Work to the end. */
export const UNLIMITED: Budget = { isSpent: () => false };
