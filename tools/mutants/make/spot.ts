/** A place in the syntax tree with its surroundings, and the questions that several operators ask about it. */
import { type Expression, type Node, parseSync, visitorKeys } from 'oxc-parser';

export interface Spot {
  readonly node: Node;
  /** Nearest first. */
  readonly ancestors: readonly Node[];
  /** The field of the parent that holds the node. */
  readonly key: string;
  readonly source: string;
}

/** Visits a node and, where `visit` says so, what is in it. Types are passed over. */
export function walk(source: string, visit: (spot: Spot) => boolean): void {
  const { program, errors } = parseSync('a.ts', source, { lang: 'ts', preserveParens: false });
  if (errors[0]) throw new SyntaxError(errors[0].message);
  descend({ node: program, ancestors: [], key: '', source }, visit);
}

const TYPED_VALUES = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);
const TYPE_KEYS = new Set(['typeAnnotation', 'returnType', 'typeParameters', 'typeArguments', 'implements']);

function descend(spot: Spot, visit: (spot: Spot) => boolean): void {
  if (!visit(spot)) return;
  const ancestors = [spot.node, ...spot.ancestors];
  for (const key of visitorKeys[spot.node.type] ?? []) {
    if (TYPE_KEYS.has(key)) continue;
    const held: unknown = Reflect.get(spot.node, key);
    for (const node of Array.isArray(held) ? held : [held]) {
      if (!isNode(node) || (node.type.startsWith('TS') && !TYPED_VALUES.has(node.type))) continue;
      descend({ node, ancestors, key, source: spot.source }, visit);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

export function textOf(spot: Spot, node: Node = spot.node): string {
  return spot.source.slice(node.start, node.end);
}

const COMPARISONS = new Set(['<', '<=', '>', '>=', '==', '!=', '===', '!==', 'in', 'instanceof']);

/** Whether it can be seen from the expression alone that it gives a boolean. */
export function isBoolean(node: Node): boolean {
  if (node.type === 'BinaryExpression') return COMPARISONS.has(node.operator);
  if (node.type === 'LogicalExpression') return node.operator !== '??' && isBoolean(node.left) && isBoolean(node.right);
  return node.type === 'UnaryExpression' && node.operator === '!';
}

const LOOPS = new Set(['WhileStatement', 'DoWhileStatement', 'ForStatement']);

export function isLoopTest({ key, ancestors }: Spot): boolean {
  return key === 'test' && LOOPS.has(ancestors[0]?.type ?? '');
}

/** The test of an `if`, a loop or a choice. A `case` is none. */
export function isTest({ key, ancestors }: Spot): boolean {
  return key === 'test' && ancestors[0]?.type !== 'SwitchCase';
}

export function isOperand({ ancestors }: Spot): boolean {
  const parent = ancestors[0];
  return parent?.type === 'LogicalExpression' || (parent?.type === 'UnaryExpression' && parent.operator === '!');
}

/** The name of what is called, of the last part where it is a method. */
export function calledName(node: Node): string {
  if (node.type === 'ChainExpression') return calledName(node.expression);
  if (node.type === 'AwaitExpression') return calledName(node.argument);
  if (node.type !== 'CallExpression') return '';
  const { callee } = node;
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && !callee.computed ? callee.property.name : '';
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

export type FunctionNode = Extract<Node, { readonly returnType?: unknown; readonly async: boolean }>;

export function isFunction(node: Node): node is FunctionNode {
  return FUNCTIONS.has(node.type);
}

export function enclosingFunction({ ancestors }: Spot): FunctionNode | undefined {
  return ancestors.find(isFunction);
}

export function isInConstructor({ ancestors }: Spot): boolean {
  const at = ancestors.findIndex(isFunction);
  const method = at === -1 ? undefined : ancestors[at + 1];
  return method?.type === 'MethodDefinition' && method.kind === 'constructor';
}

/** A string written as such, without what is put into it. */
export function plainString(node: Node | Expression): string | undefined {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

const COUNTERS: ReadonlySet<string> = new Set(['revision', 'changes', 'stops']);

/** `this.revision += 1`, for whoever compares: it may be left out, but its step makes no difference. */
export function countsChanges(node: Node | undefined): boolean {
  if (node?.type !== 'AssignmentExpression' || node.operator !== '+=' || node.left.type !== 'MemberExpression')
    return false;
  const { property } = node.left;
  const isNamed = property.type === 'Identifier' || property.type === 'PrivateIdentifier';
  return isNamed && COUNTERS.has(property.name);
}
