import type { PageElement } from './dom.ts';

export interface ListEntry<Item> {
  readonly element: PageElement;
  readonly update: (item: Item) => void;
}

/**
 * Keeps a list's elements in step with items, by key: what is focused, opened or selected stays so while values change.
 */
export function createList<Item>(
  container: PageElement,
  keyOf: (item: Item) => string,
  create: (item: Item) => ListEntry<Item>,
): (items: readonly Item[]) => void {
  const entries = new Map<string, ListEntry<Item>>();
  return (items) => {
    const wanted = new Set(items.map(keyOf));
    for (const [key, entry] of entries) {
      if (wanted.has(key)) continue;
      entry.element.remove();
      entries.delete(key);
    }
    for (const [index, item] of items.entries()) {
      const key = keyOf(item);
      let entry = entries.get(key);
      if (!entry) {
        entry = create(item);
        entries.set(key, entry);
      }
      entry.update(item);
      const present = container.children[index] ?? null;
      if (present !== entry.element) container.insertBefore(entry.element, present);
    }
  };
}
