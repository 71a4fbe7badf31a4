// Long words carry soft hyphens, at which a narrow screen breaks them. What is copied goes without: it would not be found
// again where it is pasted into a search.
const SOFT_HYPHENS = /\u00ad/g;

export function copyWithoutSoftHyphens(): void {
  document.addEventListener("copy", (event) => {
    const text = getSelection()?.toString() ?? "";
    if (!event.clipboardData || text.search(SOFT_HYPHENS) < 0) return;
    event.clipboardData.setData("text/plain", text.replace(SOFT_HYPHENS, ""));
    event.preventDefault();
  });
}
