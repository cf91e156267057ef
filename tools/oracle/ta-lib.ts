/**
 * TA-Lib's C functions out of talib-web's WebAssembly, called as in C. Its JavaScript wrappers are left aside: they ask
 * for one candle too many and hide at which index the values begin.
 */
import { fileURLToPath } from 'node:url';
import { init } from 'talib-web';

export interface TaLibLine {
  /** Index of the candle that brings the first value. */
  readonly firstIndex: number;
  readonly values: readonly number[];
}

/** A function without its `TA_` prefix, its input columns, and its options in the order of the C signature. */
export interface TaLibCall {
  readonly name: string;
  readonly inputs: readonly (readonly number[])[];
  readonly options: readonly number[];
  readonly outputCount: number;
}

interface Runtime {
  readonly HEAP32: Int32Array;
  readonly HEAPF64: Float64Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
  ccall(name: string, returns: 'number', kinds: readonly 'number'[], values: readonly number[]): number;
}

export type TaLib = (call: TaLibCall) => readonly TaLibLine[];

export async function loadTaLib(): Promise<TaLib> {
  // With `fetch` in reach the runtime would try to download the file that lies beside it.
  Reflect.set(globalThis, 'fetch', undefined);
  const wasmUrl = new URL('talib.wasm', import.meta.resolve('talib-web'));
  const runtime = (await init(fileURLToPath(wasmUrl))) as Runtime;
  return (call) => run(runtime, call);
}

function run(runtime: Runtime, { name, inputs, options, outputCount }: TaLibCall): readonly TaLibLine[] {
  const count = inputs[0]?.length ?? 0;
  const addresses: number[] = [];
  const reserve = (bytes: number) => {
    const address = runtime._malloc(bytes);
    addresses.push(address);
    return address;
  };
  const inputAddresses = inputs.map((column) => {
    const address = reserve(count * 8);
    runtime.HEAPF64.set(column, address / 8);
    return address;
  });
  const range = reserve(8);
  const outputs = Array.from({ length: outputCount }, () => reserve(count * 8));
  const values = [0, count - 1, ...inputAddresses, ...options, range, range + 4, ...outputs];
  const kinds = values.map(() => 'number' as const);
  const code = runtime.ccall(`TA_${name}`, 'number', kinds, values);
  if (code !== 0) throw new Error(`TA_${name} must return 0, it returned ${code}`);
  const [firstIndex = 0, length = 0] = runtime.HEAP32.slice(range / 4, range / 4 + 2);
  const lines = outputs.map((address) => ({
    firstIndex,
    values: Array.from(runtime.HEAPF64.subarray(address / 8, address / 8 + length)),
  }));
  for (const address of addresses) runtime._free(address);
  return lines;
}
