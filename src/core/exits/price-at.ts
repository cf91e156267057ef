/** A price `ratio` away from `price`. Added, not multiplied by 1 + ratio: 10 % above 100 is then exactly 110. */
export function priceAt(price: number, ratio: number): number {
  return price + price * ratio;
}
