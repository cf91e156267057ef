import type { Terminal } from './terminal.ts';

export interface Progress {
  /** `share` is 0..1. */
  update(stage: string, share: number): void;
  stop(): void;
}

const SILENT: Progress = { update: () => undefined, stop: () => undefined };

/** A bar on stderr where a person watches; nothing elsewhere. */
export async function startProgress(terminal: Terminal): Promise<Progress> {
  if (!terminal.isErrorInteractive) return SILENT;
  const { default: cliProgress } = await import('cli-progress');
  const bar = new cliProgress.SingleBar(
    {
      format: '{stage} [{bar}] {percentage} %  {eta_formatted}',
      clearOnComplete: true,
      hideCursor: true,
      stream: process.stderr,
      gracefulExit: false,
    },
    cliProgress.Presets.rect,
  );
  bar.start(1000, 0, { stage: 'starting' });
  return {
    update: (stage, share) => bar.update(Math.round(share * 1000), { stage }),
    stop: () => bar.stop(),
  };
}
