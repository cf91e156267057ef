import type { Operator } from '../mutation.ts';
import { arithmetic } from './arithmetic.ts';
import { boundary } from './boundary.ts';
import { condition } from './condition.ts';
import { literal } from './literal.ts';
import { logical } from './logical.ts';
import { method } from './method.ts';
import { optionalChain } from './optional-chain.ts';
import { returnedValue } from './returned.ts';
import { statement } from './statement.ts';
import { unary } from './unary.ts';
import { word } from './word.ts';

export const operators: readonly Operator[] = [
  boundary,
  condition,
  logical,
  arithmetic,
  unary,
  literal,
  word,
  method,
  optionalChain,
  returnedValue,
  statement,
];
