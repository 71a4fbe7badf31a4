// What tests ask axe of a page, beside axe itself in the page: see axe.py.
window.askAxe = (() => {
  const SEEN_BY_STYLES = ["class", "type", "open", "hidden", "disabled", "aria-current", "data-register"];
  const COLOURS = { type: "tag", values: ["cat.color"] };

  const told = ({ violations }) =>
    violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((one) => one.target.join(" ")) }));

  const looks = (one) => {
    const isChosen = [one.checked, one.querySelector(":scope > :checked") !== null];
    return [one.tagName, ...isChosen, ...SEEN_BY_STYLES.map((name) => one.getAttribute(name))].join("|");
  };

  // FNV-1a, 32 bits: what is remembered of a way is a number.
  const hash = (text) => {
    let sum = 2166136261;
    for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 16777619);
    return sum >>> 0;
  };

  /** How each element stands on the page: what styles see of it and of all that it stands in. */
  const waysOfPage = () => {
    const ways = new Map();
    for (const one of document.body.querySelectorAll("*")) {
      ways.set(one, hash(`${ways.get(one.parentElement) ?? ""}>${looks(one)}`));
    }
    return ways;
  };

  const rules = async () =>
    told(
      await axe.run(document, { resultTypes: ["violations"], rules: { "color-contrast": { enabled: false } } }),
    );

  /** Of what stands in a way that is not known yet, in each theme; and those ways. */
  const colours = async (themes, before) => {
    const known = new Set(before);
    const ways = waysOfPage();
    const fresh = new Set([...ways.keys()].filter((one) => !known.has(ways.get(one))));
    const include = [...fresh].filter((one) => !fresh.has(one.parentElement));
    const root = document.documentElement;
    const own = root.dataset.theme;
    const found = [];
    for (const theme of include.length ? themes : []) {
      root.dataset.theme = theme || own;
      const results = await axe.run({ include }, { resultTypes: ["violations"], runOnly: COLOURS });
      found.push([theme, told(results)]);
    }
    root.dataset.theme = own;
    return [found, [...new Set([...fresh].map((one) => ways.get(one)))]];
  };

  return { rules, colours };
})();
