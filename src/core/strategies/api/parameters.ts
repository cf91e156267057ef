/** Declared strategy parameters: type, range and default. The range is also the optimiser's search space. */
import { type Result, err, ok } from '../../../domain/result.ts';

export interface IntegerParameter {
  readonly kind: 'integer';
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly default: number;
}
export interface NumberParameter {
  readonly kind: 'number';
  readonly from: number;
  readonly to: number;
  readonly default: number;
}
export interface BooleanParameter {
  readonly kind: 'boolean';
  readonly default: boolean;
}
export interface ChoiceParameter<Option extends string = string> {
  readonly kind: 'choice';
  readonly options: readonly Option[];
  readonly default: Option;
}
/** Free text such as a file name; never part of a search space. */
export interface TextParameter {
  readonly kind: 'text';
  readonly default: string;
}

export type Parameter = IntegerParameter | NumberParameter | BooleanParameter | ChoiceParameter | TextParameter;
export type Parameters = Readonly<Record<string, Parameter>>;

/** The value types that a set of declarations gives. */
export type ParameterValues<Declared extends Parameters> = {
  readonly [Name in keyof Declared]: Declared[Name] extends ChoiceParameter<infer Option>
    ? Option
    : Declared[Name] extends TextParameter
      ? string
      : Declared[Name] extends BooleanParameter
        ? boolean
        : number;
};

export function integer(range: { from: number; to: number; default: number; step?: number }): IntegerParameter {
  return { kind: 'integer', step: 1, ...range };
}

export function number(range: { from: number; to: number; default: number }): NumberParameter {
  return { kind: 'number', ...range };
}

export function boolean(options: { default: boolean }): BooleanParameter {
  return { kind: 'boolean', ...options };
}

export function choice<const Option extends string>(
  options: readonly Option[],
  rest: { default: NoInfer<Option> },
): ChoiceParameter<Option> {
  return { kind: 'choice', options, ...rest };
}

export function text(options: { default: string }): TextParameter {
  return { kind: 'text', ...options };
}

/** Fills in defaults and checks what was given; all problems at once, each naming the parameter, value and range. */
export function resolveParameters<Declared extends Parameters>(
  declared: Declared,
  given: Readonly<Record<string, unknown>>,
): Result<ParameterValues<Declared>, readonly string[]> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(declared, name)) {
      problems.push(`parameter "${name}" is not declared; known are ${Object.keys(declared).join(', ') || 'none'}`);
    }
  }
  for (const [name, parameter] of Object.entries(declared)) {
    const value = Object.hasOwn(given, name) ? coerce(parameter, given[name]) : parameter.default;
    const problem = parameterProblem(parameter, value);
    if (problem) problems.push(`parameter "${name}" ${problem}, value was ${JSON.stringify(given[name])}`);
    values[name] = value;
  }
  return problems.length > 0 ? err(problems) : ok(values as ParameterValues<Declared>);
}

function coerce(parameter: Parameter, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (parameter.kind === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  if (parameter.kind === 'integer' || parameter.kind === 'number') return value.trim() === '' ? value : Number(value);
  return value;
}

function parameterProblem(parameter: Parameter, value: unknown): string | undefined {
  switch (parameter.kind) {
    case 'integer':
    case 'number': {
      const isRight = typeof value === 'number' && value >= parameter.from && value <= parameter.to;
      const isWhole = parameter.kind === 'number' || Number.isInteger(value);
      const noun = parameter.kind === 'integer' ? 'a whole number' : 'a number';
      return isRight && isWhole ? undefined : `must be ${noun} from ${parameter.from} to ${parameter.to}`;
    }
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'choice':
      return parameter.options.includes(value as string) ? undefined : `must be one of ${parameter.options.join(', ')}`;
    case 'text':
      return typeof value === 'string' ? undefined : 'must be text';
  }
}
