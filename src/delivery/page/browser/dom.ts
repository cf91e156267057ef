/**
 * The little of the browser that this page uses. Nothing here can turn text into markup or code: what is not declared
 * does not compile, so that a strategy's reason or a symbol can never be more than text.
 */
export interface PageElement {
  textContent: string;
  hidden: boolean;
  disabled: boolean;
  value: string;
  checked: boolean;
  readonly open: boolean;
  readonly parentElement: PageElement | null;
  setAttribute(name: ShapeAttribute, value: string): void;
  removeAttribute(name: AttributeName): void;
  append(...children: (PageElement | string)[]): void;
  replaceChildren(...children: (PageElement | string)[]): void;
  insertBefore(child: PageElement, before: PageElement | null): void;
  readonly children: ArrayLike<PageElement>;
  remove(): void;
  focus(): void;
  showModal(): void;
  close(): void;
  reset(): void;
  getBoundingClientRect(): { readonly left: number; readonly width: number };
  addEventListener(type: EventName, listener: (event: PageEvent) => void): void;
}

export interface PageEvent {
  readonly clientX: number;
  readonly key: string;
  preventDefault(): void;
}

type EventName =
  | 'click'
  | 'change'
  | 'submit'
  | 'pointermove'
  | 'pointerleave'
  | 'keydown'
  | 'blur'
  | 'cancel'
  | 'toggle';
type AttributeName =
  | 'class'
  | 'for'
  | 'id'
  | 'role'
  | 'type'
  | 'name'
  | 'title'
  | 'value'
  | 'placeholder'
  | 'required'
  | 'autocomplete'
  | 'maxlength'
  | 'pattern'
  | 'tabindex'
  | 'scope'
  | 'colspan'
  | 'datetime'
  | `aria-${string}`
  | `data-${string}`;
type ShapeAttribute =
  | AttributeName
  | 'viewBox'
  | 'preserveAspectRatio'
  | 'x'
  | 'y'
  | 'x1'
  | 'x2'
  | 'y1'
  | 'y2'
  | 'cx'
  | 'cy'
  | 'r'
  | 'rx'
  | 'd'
  | 'width'
  | 'height'
  | 'text-anchor';

type Attributes<Name extends string> = { readonly [Key in Name]?: string | number };

interface Browser {
  readonly document: {
    readonly visibilityState: string;
    title: string;
    getElementById(id: string): PageElement | null;
    createElement(tag: string): PageElement;
    createElementNS(space: string, tag: string): PageElement;
    addEventListener(type: 'visibilitychange', listener: () => void): void;
  };
  addEventListener(type: 'resize', listener: () => void): void;
}

export const browser = globalThis as unknown as Browser;

/** @throws Error when the page has no such element. */
export function byId(id: string): PageElement {
  const found = browser.document.getElementById(id);
  if (!found) throw new Error(`the page has no element ${id}`);
  return found;
}

export function make(
  tag: string,
  attributes: Attributes<AttributeName> = {},
  ...children: readonly (PageElement | string)[]
): PageElement {
  return fill(browser.document.createElement(tag), attributes, children);
}

export function shape(
  tag: 'svg' | 'g' | 'path' | 'line' | 'rect' | 'circle' | 'text',
  attributes: Attributes<ShapeAttribute> = {},
  ...children: readonly (PageElement | string)[]
): PageElement {
  return fill(browser.document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function fill(
  element: PageElement,
  attributes: Attributes<string>,
  children: readonly (PageElement | string)[],
): PageElement {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name as AttributeName, String(value));
  }
  element.append(...children);
  return element;
}

/** Writes only what differs, so that selections and screen readers are left in peace. */
export function setText(element: PageElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
