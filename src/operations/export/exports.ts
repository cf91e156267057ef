/** Tables that can be exported; the command line lists them without loading what exports them. */
export const EXPORTS = ['trades', 'positions', 'orders', 'fills', 'decisions', 'equity', 'notices', 'journal'] as const;
export type ExportName = (typeof EXPORTS)[number];
