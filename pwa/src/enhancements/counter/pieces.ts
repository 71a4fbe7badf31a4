// The pieces of the page: what stands there, and what is copied from its templates.
export function part<T extends HTMLElement = HTMLElement>(root: ParentNode, name: string): T {
  const found = root.querySelector<T>(`[data-counter="${name}"]`);
  if (!found) throw new Error(`The counter's page has no ${name}`);
  return found;
}

export function slot<T extends HTMLElement = HTMLElement>(root: ParentNode, name: string): T | null {
  return root.querySelector<T>(`[data-slot="${name}"]`);
}

export function write(root: ParentNode, name: string, text: string): void {
  const found = slot(root, name);
  if (found) say(found, text);
}

/** The same words written again would make the browser lay them out again. */
export function say(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function show(element: HTMLElement | null, isShown: boolean): void {
  if (element && element.hidden === isShown) element.hidden = !isShown;
}

let copies = 0;
/** Made while nobody waited, by their templates. */
const prepared = new Map<Element, HTMLElement>();

/** Makes the next copy now, so that whoever needs it need not wait for it. */
export function prepareCopy(root: ParentNode, name: string): void {
  const template = part(root, name) as unknown as HTMLTemplateElement;
  if (!prepared.has(template)) prepared.set(template, copied(template));
}

/** A copy of a template's one element; its ids are made unique, for several copies may stand on the page. */
export function copyOf(root: ParentNode, name: string): HTMLElement {
  const template = part(root, name) as unknown as HTMLTemplateElement;
  const copy = prepared.get(template);
  prepared.delete(template);
  return copy ?? copied(template);
}

function copied(template: HTMLTemplateElement): HTMLElement {
  const copy = template.content.firstElementChild?.cloneNode(true) as HTMLElement;
  copies += 1;
  for (const element of copy.querySelectorAll("[id]")) element.id += `-${copies}`;
  for (const name of ["for", "aria-describedby", "aria-labelledby"]) {
    for (const element of [copy, ...copy.querySelectorAll(`[${name}]`)].filter((one) =>
      one.hasAttribute(name),
    )) {
      element.setAttribute(name, `${element.getAttribute(name)}-${copies}`);
    }
  }
  return copy;
}

export function optionOf(text: string, value: string): HTMLOptionElement {
  return Object.assign(document.createElement("option"), { text, value });
}
