/** Exit codes as sysexits.h names them, so that scripts and service managers can tell causes apart. */
export const EXIT_CODES = {
  ok: 0,
  /** It worked, and what it looked for is not as it should be. */
  findings: 1,
  usage: 64,
  /** A file that was given cannot be read as what it should be. */
  input: 65,
  /** Our own bug. */
  software: 70,
  /** Disk, network, port. */
  io: 74,
  /** Another process holds what this one needs: try again later. */
  busy: 75,
  /** Settings or stored state do not allow it. */
  settings: 78,
} as const;

export type FailureKind = Exclude<keyof typeof EXIT_CODES, 'ok'>;
