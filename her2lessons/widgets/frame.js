// The frame around every card and explorer. It does three things that stock widgets cannot:
// it keeps keys away from the notebook, it owns one live region that is never replaced, and it
// sends an answer as it stands on the page at the moment of "Check" (stock widgets may still be
// sending the last choice when the click arrives).

const PATIENCE = 2500; // milliseconds before a missing reply is mentioned
const NO_REPLY =
  "Python has not replied yet, so this answer is not saved. If you restarted the kernel, run this cell again.";

// Each frame gets a copy of this module of its own, so what must be unique on the page is counted on the page.
const newId = () => `her2-${(globalThis.her2Serial = (globalThis.her2Serial ?? 0) + 1)}`;

function inputsOf(card) {
  const answer = card.querySelector(".her2-answer");
  if (!answer) return [];
  return [...answer.querySelectorAll("input, select, textarea")].map((input) => {
    if (input.type === "radio" || input.type === "checkbox") return input.checked;
    return input.matches("select") ? input.selectedIndex : input.value;
  });
}

// Which of "sure", "think so", "guess" is chosen, counted from 0; -1 for none.
const sureOf = (card) => [...card.querySelectorAll(".her2-sure input")].findIndex((input) => input.checked);

// Stock radio buttons carry no group name, so arrow keys would not move between them; nothing in a
// stock card says which prompt its controls belong to. Both are mended wherever they (re)appear.
function label(body) {
  for (const card of body.querySelectorAll(".her2-card")) {
    const prompt = card.querySelector(".her2-prompt");
    if (!prompt) continue;
    prompt.id ||= newId();
    card.setAttribute("role", "group");
    card.setAttribute("aria-labelledby", prompt.id);
    for (const box of card.querySelectorAll(".widget-radio-box")) {
      const own = box.closest(".her2-sure")?.querySelector(".her2-sure-label");
      if (own) own.id ||= newId();
      box.setAttribute("role", "radiogroup");
      box.setAttribute("aria-labelledby", own ? own.id : prompt.id);
    }
    for (const text of card.querySelectorAll("input[type=text]")) {
      const unit = card.querySelector("div.widget-label");
      if (unit) unit.id ||= newId();
      text.setAttribute("aria-labelledby", unit?.textContent.trim() ? `${prompt.id} ${unit.id}` : prompt.id);
    }
  }
  for (const box of body.querySelectorAll(".widget-radio-box")) {
    box.dataset.group ||= newId();
    for (const radio of box.querySelectorAll("input[type=radio]")) radio.name = box.dataset.group;
  }
}

// An output that is run out of sight is drawn before it is part of the page.
async function connected(element, givenUp) {
  while (!element.isConnected && !givenUp()) await new Promise(requestAnimationFrame);
}

function render({ model, el }) {
  el.classList.add("her2-frame");
  const body = document.createElement("div");
  const waiting = document.createElement("p");
  waiting.className = "her2-waiting";
  waiting.hidden = true;
  const live = document.createElement("div");
  live.className = "her2-live";
  live.setAttribute("role", "status");
  live.setAttribute("aria-live", "polite");
  live.setAttribute("aria-atomic", "true");
  el.append(body, waiting, live);
  el.setAttribute("role", "region");
  el.setAttribute("aria-label", model.get("label"));

  let timer = 0;
  const replied = () => {
    clearTimeout(timer);
    waiting.hidden = true;
  };
  const announce = () => {
    replied();
    live.textContent = model.get("announcement").text ?? "";
  };
  model.on("change:announcement", announce);

  const check = (card) => {
    const number = [...body.querySelectorAll(".her2-card")].indexOf(card);
    clearTimeout(timer);
    timer = setTimeout(() => {
      waiting.textContent = NO_REPLY;
      waiting.hidden = false;
      live.textContent = NO_REPLY;
    }, PATIENCE);
    // After a restart there is nobody to send to, and this throws; the timer above tells the learner.
    model.send({ check: number, inputs: inputsOf(card), sure: sureOf(card) });
  };

  let focused = null;
  const onFocus = (event) => {
    const box = event.target.closest?.(".widget-radio-box");
    focused = box ? { box, radio: event.target } : null;
  };
  const keep = (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  };
  // Caught on its way in: a stock text field lets no key out.
  const onEnter = (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    // A held key presses a button again and again; once is meant.
    if (event.repeat && event.target.matches("button")) event.preventDefault();
    if (!event.target.matches("input")) return;
    const card = event.target.closest(".her2-card");
    const button = card?.querySelector(".her2-check");
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat && !button.disabled) check(card);
  };
  const onClick = (event) => {
    const button = event.target.closest?.(".her2-check");
    if (!button || button.disabled) return;
    event.stopImmediatePropagation();
    // The second click of a double click is not a second answer.
    if (event.detail < 2) check(button.closest(".her2-card"));
  };
  // Stock radio buttons are rebuilt when Python changes them; the learner must not lose their place.
  const watch = new MutationObserver((changes) => {
    label(body);
    if (!focused || document.activeElement !== document.body) return;
    const gone = changes.some((change) => [...change.removedNodes].some((node) => node.contains(focused.radio)));
    if (gone) focused.box.querySelector(`input[value="${focused.radio.value}"]`)?.focus();
  });
  el.addEventListener("focusin", onFocus);
  el.addEventListener("keydown", keep);
  el.addEventListener("keydown", onEnter, true);
  el.addEventListener("click", onClick, true);
  // Stock widgets get their classes only once they are shown, so classes are watched too.
  watch.observe(body, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });

  let view = null;
  let disposed = false;
  const ready = (async () => {
    const manager = model.widget_manager;
    const child = await manager.get_model(model.get("child").slice("IPY_MODEL_".length));
    const made = await manager.create_view(child);
    view = made;
    if (disposed) return view.remove();
    await connected(body, () => disposed);
    if (disposed) return;
    // Attached as JupyterLab attaches a widget, or the widgets inside never learn that they are shown
    // and stay without their classes and layout.
    view.luminoWidget.constructor.attach(view.luminoWidget, body);
    label(body);
  })();
  ready.catch((error) => {
    waiting.textContent = "This part could not be drawn. Your saved answers are safe; run the cell again.";
    waiting.hidden = false;
    console.error(error);
  });
  return () => {
    disposed = true;
    clearTimeout(timer);
    watch.disconnect();
    model.off("change:announcement", announce);
    view?.remove();
  };
}

export default { render };
