// A list whose rows move: arrow buttons, arrow keys while a row has the focus, or dragging. The frame around
// the card reads the hidden inputs, top to bottom, at the moment of "Check".

function render({ model, el }) {
  const hint = document.createElement("p");
  hint.className = "her2-kicker";
  hint.id = `her2-${(globalThis.her2Serial = (globalThis.her2Serial ?? 0) + 1)}`;
  hint.textContent = "Move the rows with their arrow buttons, with the arrow keys, or by dragging.";
  const list = document.createElement("ol");
  list.className = "her2-order";
  list.setAttribute("aria-label", "Rows to put in order, the first on top");
  list.setAttribute("aria-describedby", hint.id);
  const moved = document.createElement("input");
  moved.type = "hidden";
  el.append(hint, list, moved);
  const names = model.get("rows");

  const rowOf = (place) => {
    const row = document.createElement("li");
    row.draggable = true;
    const text = document.createElement("span");
    text.className = "text";
    text.textContent = names[place];
    const value = document.createElement("input");
    value.type = "hidden";
    value.value = place;
    row.append(text, button("up", "↑", place), button("down", "↓", place), value);
    return row;
  };
  const button = (way, sign, place) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `jupyter-button her2-${way}`;
    made.textContent = sign;
    made.setAttribute("aria-label", `Move ${way}: ${names[place]}`);
    made.addEventListener("click", () => move(made.closest("li"), way === "up" ? -1 : 1, made));
    return made;
  };
  const order = () => [...list.querySelectorAll("input")].map((input) => Number(input.value));
  const draw = () => {
    const wanted = model.get("order");
    moved.value = model.get("moved") ? "moved" : "";
    if (String(wanted) !== String(order())) list.replaceChildren(...wanted.map(rowOf));
    mark();
  };
  // The first row cannot go up. The button stays focusable, so that the keyboard does not lose its place.
  const mark = () => {
    const rows = [...list.children];
    rows.forEach((row, number) => {
      row.querySelector(".her2-up").setAttribute("aria-disabled", number === 0);
      row.querySelector(".her2-down").setAttribute("aria-disabled", number === rows.length - 1);
    });
  };
  const settled = (row) => {
    mark();
    moved.value = "moved";
    model.set("order", order());
    model.set("moved", true);
    model.save_changes();
    const place = [...list.children].indexOf(row) + 1;
    const live = el.closest(".her2-frame")?.querySelector(".her2-live");
    if (live) live.textContent = `${names[row.querySelector("input").value]}: place ${place} of ${list.children.length}`;
  };
  const move = (row, step, focus) => {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    focus?.focus(); // moving an element in the page takes its focus away
    settled(row);
  };
  list.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const plain = !event.altKey && !event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (!step || !plain || !event.target.matches("button")) return;
    event.preventDefault();
    move(event.target.closest("li"), step, event.target);
  });
  let dragged = null;
  let before = null;
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("li");
    before = [...list.children];
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.stopPropagation(); // JupyterLab would drag the cell
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!dragged || !over) return;
    event.preventDefault();
    event.stopPropagation();
    if (over === dragged) return;
    const rows = [...list.children];
    if (rows.indexOf(over) > rows.indexOf(dragged)) over.after(dragged);
    else over.before(dragged);
  });
  list.addEventListener("drop", (event) => {
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("dragend", (event) => {
    // Dropped elsewhere, or given up with Escape: as it was.
    if (event.dataTransfer.dropEffect === "none") list.replaceChildren(...before);
    else if (dragged) settled(dragged);
    mark();
    dragged = null;
  });
  model.on("change:order change:moved", draw);
  draw();
  return () => model.off("change:order change:moved", draw);
}

export default { render };
