// The eyepiece: one picture on one canvas. Pan, zoom, a scale bar, marks by click or by key, undo; and, once
// Python says so, the truth drawn on top. What is marked also stands in a hidden input, which the frame around
// the card reads at the moment of "Check".

const NEAR = 9; // pixels of the picture: a mark this close is meant, not a new one
const STEP = 8;
const LARGEST_ZOOM = 12;

function shapeOf(context, shape, x, y, r) {
  context.beginPath();
  if (shape === "square") context.rect(x - r, y - r, 2 * r, 2 * r);
  else if (shape === "cross") {
    context.moveTo(x - r, y - r);
    context.lineTo(x + r, y + r);
    context.moveTo(x + r, y - r);
    context.lineTo(x - r, y + r);
  } else context.arc(x, y, r, 0, 2 * Math.PI);
}

function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "her2-viewer";
  const canvas = document.createElement("canvas");
  const context = canvas.getContext?.("2d");
  const bar = document.createElement("div");
  bar.className = "her2-viewer-bar";
  const say = document.createElement("p");
  say.className = "her2-kicker her2-viewer-say";
  const kept = document.createElement("input");
  kept.type = "hidden";
  root.append(canvas, bar, say, kept);
  el.append(root);

  const tools = model.get("tools");
  let tool = 0;
  let view = { zoom: 1, x: 0, y: 0 };
  let cursor = null; // in pixels of the picture, once a key has moved it
  const image = new Image();
  const size = () => model.get("size");

  if (!context) {
    // No canvas here: the picture alone, and the words and numbers below do the rest.
    const plain = document.createElement("img");
    plain.src = model.get("image");
    plain.alt = model.get("description");
    canvas.replaceWith(plain);
    say.textContent = "This browser cannot draw here. The description and the number fields do the same job.";
    kept.value = JSON.stringify(model.get("marks"));
    return () => {};
  }
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-roledescription", "microscope field");
  canvas.setAttribute("aria-label", model.get("label"));

  const button = (text, label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "jupyter-button";
    made.textContent = text;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    bar.append(made);
    return made;
  };

  const fit = () => canvas.width / size();
  const scale = () => fit() * view.zoom;
  const toScreen = (x, y) => [(x - view.x) * scale(), (y - view.y) * scale()];
  const toPicture = (event) => {
    const box = canvas.getBoundingClientRect();
    const ratio = canvas.width / box.width;
    return [
      ((event.clientX - box.left) * ratio) / scale() + view.x,
      ((event.clientY - box.top) * ratio) / scale() + view.y,
    ];
  };
  const hold = () => {
    const room = size() - size() / view.zoom;
    view.x = Math.min(Math.max(view.x, 0), room);
    view.y = Math.min(Math.max(view.y, 0), room);
  };

  const drawTruth = () => {
    context.lineWidth = 2;
    context.font = "12px system-ui, sans-serif";
    for (const one of model.get("truth")) {
      context.strokeStyle = one.colour;
      context.setLineDash(one.dash ?? []);
      if (one.outline) {
        context.beginPath();
        one.outline.forEach(([x, y], n) => {
          const [sx, sy] = toScreen(x, y);
          if (n) context.lineTo(sx, sy);
          else context.moveTo(sx, sy);
        });
        context.closePath();
      } else {
        const [sx, sy] = toScreen(one.x, one.y);
        shapeOf(context, one.shape, sx, sy, Math.max(5, 4 * scale()));
      }
      context.stroke();
      if (one.text) {
        const [sx, sy] = toScreen(one.x, one.y);
        context.setLineDash([]);
        context.lineWidth = 3;
        context.strokeStyle = "#000000";
        context.strokeText(one.text, sx + 4, sy - 4);
        context.fillStyle = "#ffffff";
        context.fillText(one.text, sx + 4, sy - 4);
        context.lineWidth = 2;
      }
    }
    context.setLineDash([]);
  };
  const drawMarks = () => {
    for (const mark of model.get("marks")) {
      const known = tools.find((one) => one.name === mark.tool);
      if (!known) continue;
      const [x, y] = toScreen(mark.x, mark.y);
      for (const [colour, width] of [["#000000", 4], [known.colour, 2]]) {
        context.strokeStyle = colour;
        context.lineWidth = width;
        shapeOf(context, known.shape, x, y, 7);
        context.stroke();
      }
    }
  };
  const drawBar = () => {
    const wanted = (canvas.width / scale()) * model.get("micrometres_per_pixel") * 0.22;
    const nice = [1, 2, 5, 10, 20, 50, 100, 200].filter((one) => one <= wanted).pop() ?? 1;
    const length = (nice / model.get("micrometres_per_pixel")) * scale();
    const [x, y] = [canvas.width - length - 14, 34]; // the lower corners hold control cells
    context.fillStyle = "rgba(0, 0, 0, 0.62)";
    context.fillRect(x - 6, y - 22, length + 12, 30);
    context.fillStyle = "#ffffff";
    context.fillRect(x, y - 3, length, 3);
    context.font = "13px system-ui, sans-serif";
    context.fillText(`${nice} µm`, x, y - 8);
  };
  const drawCursor = () => {
    if (!cursor || document.activeElement !== canvas) return;
    const [x, y] = toScreen(...cursor);
    for (const [colour, width] of [["#000000", 4], ["#ffffff", 2]]) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.beginPath();
      context.moveTo(x - 14, y);
      context.lineTo(x - 4, y);
      context.moveTo(x + 4, y);
      context.lineTo(x + 14, y);
      context.moveTo(x, y - 14);
      context.lineTo(x, y - 4);
      context.moveTo(x, y + 4);
      context.lineTo(x, y + 14);
      context.stroke();
    }
  };
  const draw = () => {
    kept.value = JSON.stringify(model.get("marks"));
    context.imageSmoothingEnabled = scale() < 3;
    context.clearRect(0, 0, canvas.width, canvas.height);
    const seen = size() / view.zoom;
    // The picture may have more or fewer pixels than the field it shows.
    const ratio = image.naturalWidth ? image.naturalWidth / size() : 1;
    if (image.complete && image.naturalWidth)
      context.drawImage(image, view.x * ratio, view.y * ratio, seen * ratio, seen * ratio, 0, 0, canvas.width, canvas.height);
    drawTruth();
    drawMarks();
    drawBar();
    drawCursor();
  };

  const counts = () =>
    tools.map((one) => `${one.text}: ${model.get("marks").filter((mark) => mark.tool === one.name).length}`).join(", ");
  const tell = (text) => {
    say.textContent = text;
    const live = el.closest(".her2-frame")?.querySelector(".her2-live");
    if (live) live.textContent = text;
  };
  const keep = (marks, text) => {
    model.set("marks", marks);
    model.save_changes();
    tell(`${text} ${counts()}.`);
    draw();
  };
  const place = ([x, y]) => {
    if (!tools.length || model.get("closed")) return;
    if (x < 0 || y < 0 || x > size() || y > size()) return;
    const marks = model.get("marks");
    const at = marks.findIndex((mark) => Math.hypot(mark.x - x, mark.y - y) < NEAR / Math.sqrt(view.zoom));
    if (at >= 0) return keep(marks.toSpliced ? marks.toSpliced(at, 1) : marks.filter((_, n) => n !== at), "Mark taken away.");
    keep([...marks, { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10, tool: tools[tool].name }], "Marked.");
  };
  const undo = () => {
    const marks = model.get("marks");
    if (marks.length && !model.get("closed")) keep(marks.slice(0, -1), "Last mark taken away.");
  };
  const zoomTo = (zoom, [x, y] = cursor ?? [view.x + size() / view.zoom / 2, view.y + size() / view.zoom / 2]) => {
    const before = view.zoom;
    view.zoom = Math.min(Math.max(zoom, 1), LARGEST_ZOOM);
    // What is under the pointer stays under it.
    view.x = x - ((x - view.x) * before) / view.zoom;
    view.y = y - ((y - view.y) * before) / view.zoom;
    hold();
    draw();
  };
  const choose = (number) => {
    tool = number % tools.length;
    choices.forEach((made, n) => made.setAttribute("aria-pressed", n === tool));
  };

  button("+", "Zoom in", () => zoomTo(view.zoom * 1.5));
  button("−", "Zoom out", () => zoomTo(view.zoom / 1.5));
  button("Whole field", "Show the whole field", () => zoomTo(1));
  const choices = tools.map((one, number) => {
    const sign = { square: "□", cross: "×" }[one.shape] ?? "○";
    return button(`${sign} ${one.text}`, `Mark: ${one.text}`, () => choose(number));
  });
  if (tools.length) {
    button("Undo", "Take the last mark away", undo);
    choose(0);
  }

  let drag = null;
  canvas.addEventListener("pointerdown", (event) => {
    canvas.focus();
    canvas.setPointerCapture(event.pointerId);
    drag = { x: event.clientX, y: event.clientY, from: { ...view }, moved: false };
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (Math.hypot(dx, dy) > 4) drag.moved = true;
    if (!drag.moved) return;
    const ratio = canvas.width / canvas.getBoundingClientRect().width / scale();
    view.x = drag.from.x - dx * ratio;
    view.y = drag.from.y - dy * ratio;
    hold();
    draw();
  });
  canvas.addEventListener("pointerup", (event) => {
    const click = drag && !drag.moved;
    drag = null;
    if (!click) return;
    cursor = null;
    place(toPicture(event));
  });
  canvas.addEventListener(
    "wheel",
    (event) => {
      // The page keeps its wheel; with Ctrl or Cmd it zooms, as in a map.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomTo(view.zoom * (event.deltaY < 0 ? 1.2 : 1 / 1.2), toPicture(event));
    },
    { passive: false },
  );
  const move = (dx, dy) => {
    cursor ??= [view.x + size() / view.zoom / 2, view.y + size() / view.zoom / 2];
    cursor = [cursor[0] + dx, cursor[1] + dy].map((one) => Math.min(Math.max(one, 0), size()));
    const seen = size() / view.zoom;
    if (cursor[0] < view.x || cursor[0] > view.x + seen) view.x = cursor[0] - seen / 2;
    if (cursor[1] < view.y || cursor[1] > view.y + seen) view.y = cursor[1] - seen / 2;
    hold();
    draw();
    const scaleUm = model.get("micrometres_per_pixel");
    tell(`Cursor at ${(cursor[0] * scaleUm).toFixed(0)} by ${(cursor[1] * scaleUm).toFixed(0)} micrometres.`);
  };
  const keys = {
    ArrowLeft: (step) => move(-step, 0),
    ArrowRight: (step) => move(step, 0),
    ArrowUp: (step) => move(0, -step),
    ArrowDown: (step) => move(0, step),
    Enter: () => place(cursor ?? [size() / 2, size() / 2]),
    " ": () => place(cursor ?? [size() / 2, size() / 2]),
    Backspace: undo,
    u: undo,
    t: () => tools.length && choose(tool + 1),
    "+": () => zoomTo(view.zoom * 1.5),
    "=": () => zoomTo(view.zoom * 1.5),
    "-": () => zoomTo(view.zoom / 1.5),
    0: () => zoomTo(1),
  };
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    event.preventDefault();
    keys[event.key](event.shiftKey ? STEP * 4 : STEP / 2);
  });
  canvas.addEventListener("focus", draw);
  canvas.addEventListener("blur", draw);

  const show = () => {
    image.src = model.get("image");
  };
  image.addEventListener("load", draw);
  image.addEventListener("error", () => tell("The picture could not be shown. Run the cell again."));
  const sides = 560 * Math.min(globalThis.devicePixelRatio || 1, 2);
  canvas.width = sides;
  canvas.height = sides;
  say.textContent = tools.length
    ? "Click to mark, click a mark to take it away, drag to move. Keys: arrows move a cursor, Enter marks, U undoes, T changes the mark, + and − zoom."
    : "Drag to move, Ctrl and the wheel or the buttons zoom. Keys: arrows move a cursor, + and − zoom, 0 shows the whole field.";
  const worry = () => model.get("trouble") && tell(model.get("trouble"));
  model.on("change:trouble", worry);
  model.on("change:image", show);
  model.on("change:marks change:truth change:closed", draw);
  show();
  draw();
  return () => {
    model.off("change:trouble", worry);
    model.off("change:image", show);
    model.off("change:marks change:truth change:closed", draw);
  };
}

export default { render };
