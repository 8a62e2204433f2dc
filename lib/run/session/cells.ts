// Owns how a cell's text becomes a value, the same for every engine and whatever type parsers the process has set.
import { parse } from 'postgres-array';

type Decode = (text: string) => unknown;

const list =
  (of: Decode): Decode =>
  (text) =>
    parse(text, of);
const itself: Decode = (text) => text;

/** By type OID. Types not listed (int8, numeric, timestamps, bytea, ...) stay text: nothing is lost on the way. */
const decoders: ReadonlyMap<number, Decode> = new Map<number, Decode>([
  [16, (text) => text === 't'], // bool
  [21, Number], // int2
  [23, Number], // int4
  [26, Number], // oid
  [700, Number], // float4
  [701, Number], // float8
  [114, JSON.parse], // json
  [3802, JSON.parse], // jsonb
  [1002, list(itself)], // "char"[]
  [1003, list(itself)], // name[]
  [1009, list(itself)], // text[]
  [1014, list(itself)], // bpchar[]
  [1015, list(itself)], // varchar[]
  [1005, list(Number)], // int2[]
  [1007, list(Number)], // int4[]
  [1028, list(Number)], // oid[]
]);

/** The value of a cell, from its text form. */
export function decode(oid: number, text: string): unknown {
  return decoderOf(oid)(text);
}

export function decoderOf(oid: number): Decode {
  return decoders.get(oid) ?? itself;
}
