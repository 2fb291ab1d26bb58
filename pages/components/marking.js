// Called once a run of the reader. Words that are selected in one paragraph of it can be made a figure: the paragraph
// and the places of its first and last character, as they are shown, go into the address; the server finds the words.
(facts) => {
  const started = window.shuchuMarking;
  window.shuchuMarking = facts;
  if (started) return;

  const link = document.createElement("a");
  link.className = "in marking";
  link.hidden = true;
  document.body.append(link);

  const length = (text) => [...text].length;  // of characters, as Python counts them
  const paragraph = (node) => (node instanceof Element ? node : node?.parentElement)?.closest(".reader > p[id^='s-'], .reader > .para > p[id^='s-']");
  const before = (words, node, offset) => {
    const range = document.createRange();
    range.selectNodeContents(words);
    range.setEnd(node, offset);
    return length(range.toString());
  };
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const range = selection?.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const words = range && paragraph(range.startContainer);
    link.hidden = !words || words !== paragraph(range.endContainer) || !range.toString().trim();
    if (link.hidden) return;
    const low = before(words, range.startContainer, range.startOffset);
    const high = before(words, range.endContainer, range.endOffset);
    const { href, label } = window.shuchuMarking;
    link.href = `${href}&sel=${words.id.slice(2)}.${low}.${high}`;
    link.textContent = label;
    const box = range.getBoundingClientRect();
    const top = box.top > 48 ? box.top - 42 : box.bottom + 8;
    link.style.top = `${Math.max(4, Math.min(top, innerHeight - 48))}px`;
    link.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 190))}px`;
  });
  const typing = (node) => node instanceof Element && node.closest("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "m" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (!link.hidden) link.click();
  });
  document.addEventListener("click", (event) => { if (event.target === link) link.hidden = true; });
  window.addEventListener("popstate", () => { link.hidden = true; });
}
