/** The same shape with fields that may be assigned: for objects that are filled again and again by their owner. */
export type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
