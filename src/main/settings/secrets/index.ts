/** What must not be seen: secrets as values, and keys inside addresses. */
export { keysInAddress, maskAddresses } from './addresses.ts';
export { REDACTED, Secret } from './secret.ts';
