/** What was asked for does not exist or makes no sense; the message says what would be right. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}
