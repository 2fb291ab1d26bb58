// Puts the cursor into the first field of the form that has just opened; called when one opens.
//
// On a busy server the form comes seconds after the script, and a run that was still going on may put another field in
// its place: for half a second the cursor follows into that, and what was typed comes along. What an earlier form had
// waiting ends here, or it would mark the first letters typed into this one, and the next letter would replace them.
() => {
  clearInterval(window.shuchuForm);
  let left = 400, there = 0, last = null, had = "";
  const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set; // React keeps the field's own
  const enter = (field) => {
    const typed = last && last.value !== had ? last.value : null;
    last = field;
    had = field.value;
    field.focus();
    if (typed === null) return void field.select();
    had = null;
    write.call(field, typed);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.setSelectionRange(typed.length, typed.length);
  };
  window.shuchuForm = setInterval(() => {
    const field = document.querySelector('[data-testid="stForm"] input');
    if (field && field !== last) enter(field);
    there += field ? 1 : 0;
    if (there > 10 || !--left) clearInterval(window.shuchuForm);
  }, 50);
}
