import { finiteOrNull } from '../../domain/json/finite-or-null.ts';
import { shorten } from '../../domain/shorten.ts';
import type { IndicatorOutput } from './indicator.ts';
import { Line } from './line.ts';

type Values = Record<string, number | string | boolean | null>;

/** The lines of the indicators that a strategy declared, by the names that explanations list. */
export class NamedLines {
  readonly #labels: string[] = [];
  readonly #lines: Line[] = [];
  #values: Values = {};

  /** One line takes the label, several are named behind it. */
  add(label: string, output: IndicatorOutput): void {
    if (output instanceof Line) this.#add(label, output);
    else for (const [name, line] of Object.entries(output)) this.#add(`${label}.${name}`, line);
  }

  clear(): void {
    shorten(this.#labels, 0);
    shorten(this.#lines, 0);
    this.#values = {};
  }

  /** Of each line now, `null` where it has none; the caller's to keep and to change. */
  values(): Values {
    const values = this.#values;
    for (let i = 0; i < this.#lines.length; i += 1) {
      values[this.#labels[i] as string] = finiteOrNull((this.#lines[i] as Line).current);
    }
    // Copied from a record that has every name: adding them one by one costs more than all else.
    return { ...values };
  }

  #add(label: string, line: Line): void {
    this.#labels.push(label);
    this.#lines.push(line);
  }
}
