import { beforeEach, expect, test } from "vitest";
import { enhance } from "./enhance";

beforeEach(() => {
  document.body.innerHTML = `<input data-feedback="f" data-legacy-letters="A" data-text-count="{count}/10"
    data-text-good="hyvä" data-text-shape="muoto" data-text-check="virhe" data-text-two="kaksi"><p id="f" hidden></p>`;
  enhance(document.querySelector("input") as HTMLElement);
});

function type(text: string): string {
  const input = document.querySelector("input") as HTMLInputElement;
  input.value = text;
  input.dispatchEvent(new Event("input"));
  return (document.querySelector("p") as HTMLElement).textContent;
}

test("typing is counted and tidied", () => {
  expect(type("a999 123")).toBe("7/10");
  expect(document.querySelector("input")?.value).toBe("A999123");
});

test("what is wrong is said at once, what is right too", () => {
  expect(type("9")).toBe("1/10muoto");
  expect(type("A999123453")).toBe("10/10hyvä");
  expect(type("K000000001")).toBe("10/10virhe");
});

test("a scanner's prefix stays while it types, and the field holds the code when that is done", () => {
  const input = document.querySelector("input") as HTMLInputElement;
  expect(type("]A0A99")).toBe("6/10");
  expect(type("]A0A999123453")).toBe("10/10hyvä");
  expect(input.value).toBe("]A0A999123453");
  input.dispatchEvent(new Event("change"));
  expect(input.value).toBe("A999123453");
});

test("what is pasted becomes the code at once", () => {
  const input = document.querySelector("input") as HTMLInputElement;
  input.value = "(A) 999\u00a0l23-453";
  input.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste" }));
  expect(input.value).toBe("A999123453");
});

test("what can mean two codes says so and stays as it is", () => {
  const input = document.querySelector("input") as HTMLInputElement;
  expect(type("A&&&!!!!!!")).toBe("10/10kaksi");
  input.dispatchEvent(new Event("change"));
  expect(input.value).toBe("A&&&!!!!!!");
});

test("a screen reader does not hear every character", () => {
  type("A99");
  expect(document.querySelector(".kk-feedback__count")?.getAttribute("aria-hidden")).toBe("true");
});

test("an empty field says nothing", () => {
  type("A");
  expect(type("")).toBe("");
});

test("where Enter moves on, it goes to the next empty answer and sends only when there is none", () => {
  document.body.innerHTML = `<form><input id="code" type="text" data-feedback="f" data-enter="moves">
    <input type="radio"><input id="year" type="text"><p id="f" hidden></p></form>`;
  const code = document.querySelector("#code") as HTMLInputElement;
  const year = document.querySelector("#year") as HTMLInputElement;
  enhance(code);
  const enter = () => code.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", cancelable: true }));
  expect(enter()).toBe(false);
  expect(document.activeElement).toBe(year);
  year.value = "1984";
  expect(enter()).toBe(true);
});
