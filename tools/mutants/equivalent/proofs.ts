/** Changes that no test can notice, because they change nothing, each with the reason. */
import { describeChange, lineOf } from '../make/describe.ts';
import type { Mutant } from '../make/mutation.ts';

export interface Proof {
  /** As the page writes it; several of one line may share a reason. */
  readonly changes: readonly string[];
  /** The line of code, trimmed; needed where the same change is tried on several lines. */
  readonly line?: string;
  /** The line before it, trimmed; needed where the same line stands in several places. */
  readonly after?: string;
  /** Why nothing that anybody can see depends on it. */
  readonly why: string;
}

/** By path of the file. */
export type Proofs = Readonly<Record<string, readonly Proof[]>>;

/** What was proven about one change, wherever it stands in the file now. */
export function proofOf(proofs: Proofs, mutant: Mutant, source: string): string | undefined {
  const change = describeChange(mutant, source);
  const place = placeOf(mutant, source);
  return proofs[mutant.path]?.find((proof) => proof.changes.includes(change) && isPlaced(proof, place))?.why;
}

interface Place {
  readonly line: string;
  readonly before: string;
}

function placeOf(mutant: Mutant, source: string): Place {
  return { line: lineOf(mutant, source), before: lineOf({ line: mutant.line - 1 }, source) };
}

function isPlaced(proof: Proof, { line, before }: Place): boolean {
  return (proof.line === undefined || proof.line === line) && (proof.after === undefined || proof.after === before);
}

/** Proofs of changes that are not tried any more: the code has moved on. */
export function staleProofs(
  proofs: Proofs,
  targets: readonly { readonly path: string; readonly source: string; readonly mutants: readonly Mutant[] }[],
): string[] {
  const sources = new Map(targets.map((target) => [target.path, target]));
  return Object.entries(proofs).flatMap(([path, list]) => {
    const target = sources.get(path);
    const tried = (target?.mutants ?? []).map((mutant) => ({
      change: describeChange(mutant, target?.source ?? ''),
      place: placeOf(mutant, target?.source ?? ''),
    }));
    return list.flatMap((proof) => {
      const gone = proof.changes.filter(
        (change) => !tried.some((one) => one.change === change && isPlaced(proof, one.place)),
      );
      return gone.map((change) => `${path}: ${change}`);
    });
  });
}
