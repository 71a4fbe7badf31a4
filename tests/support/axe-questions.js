// What tests ask of a page by axe, which comes beside this: see axe.py.
window.askAxe = (() => {
  const SEEN_BY_STYLES = ["class", "type", "open", "hidden", "disabled", "aria-current", "data-register"];
  const COLOURS = { type: "tag", values: ["cat.color"] };
  const MATTERS_BY_VALUE = ["role", "type", "hidden", "disabled", "aria-hidden", "aria-live", "scope", "lang"];
  let looked = new Map();

  const told = ({ violations }) =>
    violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((one) => one.target.join(" ")) }));

  const looks = (one) => {
    const isChosen = [one.checked, one.querySelector(":scope > :checked") !== null];
    return [one.tagName, ...isChosen, ...SEEN_BY_STYLES.map((name) => one.getAttribute(name))].join("|");
  };

  /** What rules ask of one element: its attributes, what some of them say, and whether it says anything itself. */
  const anatomy = (one) => {
    const values = MATTERS_BY_VALUE.map((name) => one.getAttribute(name));
    const filled = [...one.attributes].map(({ name, value }) => (value.trim() ? name : `${name}=`)).sort();
    return ["anatomy", one.tagName, ...values, ...filled, one.textContent.trim() !== ""].join("|");
  };

  const outline = () =>
    `outline|${[...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((one) => one.tagName).join(" ")}`;

  // FNV-1a, 32 bits: what is remembered of a way is a number.
  const hash = (text) => {
    let sum = 2166136261;
    for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 16777619);
    return sum >>> 0;
  };

  /** The ways, of all elements, in which each stands: what is asked of it and of all that it stands in. */
  const waysBy = (asked) => {
    const ways = new Map();
    for (const one of document.body.querySelectorAll("*")) {
      ways.set(one, hash(`${ways.get(one.parentElement) ?? ""}>${asked(one)}`));
    }
    return ways;
  };

  /** The ways for styles, and the ways for rules with the order of the headings. */
  const ways = () => {
    looked = waysBy(looks);
    const built = [...waysBy(anatomy).values(), hash(outline())];
    return { styles: [...new Set(looked.values())], rules: [...new Set(built)] };
  };

  const rules = async () =>
    told(
      await axe.run(document, { resultTypes: ["violations"], rules: { "color-contrast": { enabled: false } } }),
    );

  /** Of what stands here in a new way, in each theme. */
  const colours = async ({ themes, styles }) => {
    const isNew = (one) => styles.includes(looked.get(one));
    // A page that lives may have drawn anew what was here a moment ago.
    const include = [...looked.keys()].filter(
      (one) => one.isConnected && isNew(one) && !isNew(one.parentElement),
    );
    const root = document.documentElement;
    const own = root.dataset.theme;
    const found = [];
    for (const theme of include.length ? themes : []) {
      root.dataset.theme = theme || own;
      const results = await axe.run({ include }, { resultTypes: ["violations"], runOnly: COLOURS });
      found.push([theme, told(results)]);
    }
    root.dataset.theme = own;
    return found;
  };

  return { ways, rules, colours };
})();
