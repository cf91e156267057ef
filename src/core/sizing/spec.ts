/** How large an entry should be, before instrument limits and risk. Ratios are 0..1. */
export type SizeSpec =
  /** This much quote, fees included. */
  | { readonly kind: 'fixedQuote'; readonly quote: number }
  /** This share of equity, fees included. */
  | { readonly kind: 'equityShare'; readonly share: number }
  /** As much as loses `riskShare` of equity when price moves one ATR × `multiple` against it. */
  | { readonly kind: 'atrTarget'; readonly riskShare: number; readonly multiple: number }
  /** As much as loses `riskShare` of equity when the stop is hit. */
  | { readonly kind: 'riskToStop'; readonly riskShare: number };
