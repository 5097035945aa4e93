/* The quiz's editor: a form for trainers, and the whole quiz as OLX for those who prefer text. */
function AsnQuizStudio(runtime, element, args) {
  "use strict";

  if (!window.AsnBlocks) {
    window.setTimeout(() => AsnQuizStudio(runtime, element, args), 20); // scripts load in any order
    return;
  }
  const { dom, state, h, fill, say, send } = window.AsnBlocks;
  const root = dom(element).querySelector(".asn-editor");
  const body = root.querySelector(".asn-editor-body");
  const { settings, form, olx, words } = state(args);
  let asText = false;
  let text = olx;

  const tell = (name, detail) => {
    if (runtime.notify) {
      runtime.notify(name, detail);
    }
  };

  /* Each control writes into the object it edits and can be found again by its field's name. */
  const control = (tag, target, name, field, properties, ...children) => {
    const node = h(tag, { class: "asn-input", "data-field": field, ...properties }, ...children);
    node.value = target[name] === null || target[name] === undefined ? "" : target[name];
    node.addEventListener("input", () => {
      target[name] = node.value;
      node.removeAttribute("aria-invalid");
    });
    return node;
  };

  const labelled = (label, node, help) =>
    h(
      "label",
      { class: "asn-field" },
      h("span", { class: "asn-label" }, label),
      node,
      help ? h("span", { class: "asn-help" }, help) : null,
    );

  const line = (label, target, name, field, help, properties) =>
    labelled(label, control("input", target, name, field, { type: "text", ...properties }), help);

  const area = (label, target, name, field, help, rows = 2) =>
    labelled(label, control("textarea", target, name, field, { rows }), help);

  const select = (label, target, name, field, options, changed) => {
    const node = control(
      "select",
      target,
      name,
      field,
      {},
      ...options.map((value) => h("option", { value }, words[value])),
    );
    node.addEventListener("change", () => changed && changed());
    return labelled(label, node);
  };

  const tick = (label, target, name, field, properties) => {
    const box = h("input", { type: "checkbox", "data-field": field, ...properties });
    box.checked = Boolean(target[name]);
    box.addEventListener("change", () => {
      target[name] = box.checked;
    });
    return h("label", { class: "asn-tick" }, box, label);
  };

  const small = (label, onclick, properties) =>
    h(
      "button",
      { type: "button", class: "asn-button asn-button--quiet asn-button--small", onclick, ...properties },
      label,
    );

  /* After a change of structure: draw again, and put the focus where the person was working. */
  const redraw = (focus) => {
    draw();
    const node = focus && body.querySelector('[data-field="' + CSS.escape(focus) + '"]');
    if (node) {
      node.focus();
    }
  };

  const mover = (list, at, path, name) =>
    h(
      "span",
      { class: "asn-actions", style: "margin:0" },
      small("↑", () => swap(list, at, at - 1, path), {
        disabled: at === 0,
        "aria-label": words.up + ": " + name,
      }),
      small("↓", () => swap(list, at, at + 1, path), {
        disabled: at === list.length - 1,
        "aria-label": words.down + ": " + name,
      }),
      small(
        words.remove,
        () => {
          list.splice(at, 1);
          redraw(path + "." + Math.max(0, at - 1) + (path === "items" ? ".prompt" : ".text"));
        },
        { "aria-label": words.remove + ": " + name },
      ),
    );

  const swap = (list, from, to, path) => {
    [list[from], list[to]] = [list[to], list[from]];
    redraw(path + "." + to + (path === "items" ? ".prompt" : ".text"));
  };

  const choiceCard = (item, at, number) => {
    const choice = item.choices[at];
    const path = "items." + number + ".choices";
    const field = path + "." + at;
    const isOrdering = item.type === "ordering";
    const name = fill(isOrdering ? words.step : words.choice, { number: at + 1 });
    const right = tick(words.correct, choice, "correct", field + ".correct", {
      type: item.type === "single" ? "radio" : "checkbox",
      name: "asn-right-" + number,
    });
    right.querySelector("input").addEventListener("change", () => {
      if (item.type === "single") {
        item.choices.forEach((other) => {
          other.correct = other === choice;
        });
      }
    });
    return h(
      "div",
      { class: "asn-card" },
      h("div", { class: "asn-card-head" }, h("h4", {}, name), mover(item.choices, at, path, name)),
      labelled(
        h("span", { class: "asn-hidden-text" }, name),
        control("textarea", choice, "text", field + ".text", { rows: 1 }),
      ),
      isOrdering ? null : right,
      isOrdering ? null : area(words.choice_feedback, choice, "feedback", field + ".feedback", null, 1),
    );
  };

  const newChoice = () => ({ id: "", text: "", correct: false, feedback: "" });

  const itemCard = (item, number) => {
    const field = "items." + number;
    const isOrdering = item.type === "ordering";
    const name = fill(words.item, { number: number + 1 });
    return h(
      "section",
      { class: "asn-card" },
      h("div", { class: "asn-card-head" }, h("h3", {}, name), mover(form.items, number, "items", name)),
      area(words.prompt, item, "prompt", field + ".prompt", words.prose_help),
      h(
        "div",
        { class: "asn-grid" },
        select(words.type, item, "type", field + ".type", ["single", "multiple", "ordering"], () =>
          redraw(field + ".type"),
        ),
        line(words.competency, item, "competency", field + ".competency", words.competency_help),
        line(words.points, item, "points", field + ".points", null, { inputmode: "decimal" }),
      ),
      isOrdering ? h("p", { class: "asn-help" }, words.ordering_help) : null,
      h(
        "div",
        { "data-field": field + ".choices", tabindex: -1 },
        item.choices.map((_choice, at) => choiceCard(item, at, number)),
      ),
      small(isOrdering ? words.add_step : words.add_choice, () => {
        item.choices.push(newChoice());
        redraw(field + ".choices." + (item.choices.length - 1) + ".text");
      }),
      area(words.explanation, item, "explanation", field + ".explanation", words.explanation_help),
    );
  };

  const settingsCard = () =>
    h(
      "section",
      { class: "asn-card" },
      h("div", { class: "asn-card-head" }, h("h3", {}, words.settings)),
      line(words.title, settings, "display_name", "settings.display_name"),
      h(
        "div",
        { class: "asn-grid" },
        line(words.attempts, settings, "max_attempts", "settings.max_attempts", words.attempts_help, {
          inputmode: "numeric",
        }),
        line(words.weight, settings, "weight", "settings.weight", null, { inputmode: "decimal" }),
        select(words.show_correctness, settings, "show_correctness", "settings.show_correctness", [
          "always",
          "past_due",
          "never",
          "never_but_include_grade",
        ]),
      ),
      tick(words.shuffle, settings, "shuffle", "settings.shuffle"),
      area(words.intro, form, "intro", "intro", words.prose_help),
    );

  const formBody = () => [
    settingsCard(),
    ...form.items.map(itemCard),
    small(words.add_item, () => {
      const item = { id: "", type: "single", competency: "", points: "1", prompt: "", explanation: "" };
      form.items.push({ ...item, choices: [newChoice(), newChoice()] });
      redraw("items." + (form.items.length - 1) + ".prompt");
    }),
  ];

  const textBody = () => {
    const node = h("textarea", {
      class: "asn-input asn-code",
      rows: 24,
      spellcheck: "false",
      "data-field": "olx",
    });
    node.value = text;
    node.addEventListener("input", () => {
      text = node.value;
    });
    return [labelled(words.olx, node, words.olx_help)];
  };

  const tab = (label, isText) =>
    h(
      "button",
      {
        type: "button",
        class: "asn-button asn-button--quiet asn-button--small asn-tab",
        "aria-pressed": String(asText === isText),
        onclick: () => {
          asText = isText;
          draw();
        },
      },
      label,
    );

  const save = h("button", { type: "submit", class: "asn-button save-button" }, words.save);
  const cancel = h(
    "button",
    {
      type: "button",
      class: "asn-button asn-button--quiet cancel-button",
      onclick: () => tell("cancel", {}),
    },
    words.cancel,
  );

  const point = (failure) => {
    const { field, line: at } = failure.body;
    const names = asText ? ["olx"] : [field, "settings." + field];
    const node = names
      .map((name) => body.querySelector('[data-field="' + CSS.escape(name) + '"]'))
      .find(Boolean);
    if (node) {
      node.setAttribute("aria-invalid", "true");
      node.before(h("span", { class: "asn-error" }, failure.message));
      node.focus();
    }
    if (node && asText && at) {
      const lines = text.split("\n");
      const start = lines.slice(0, at - 1).join("\n").length + (at > 1 ? 1 : 0);
      node.setSelectionRange(start, start + (lines[at - 1] || "").length);
    }
    tell("error", { title: words.save, message: failure.message });
  };

  const submit = (event) => {
    event.preventDefault();
    for (const old of body.querySelectorAll(".asn-error")) {
      old.remove();
    }
    tell("save", { state: "start" });
    send({
      runtime,
      element,
      root,
      handler: "studio_save",
      payload: asText ? { olx: text } : { ...form, settings },
      words,
      buttons: [save],
      done: () => {
        say(root, words.saved, "good");
        tell("save", { state: "end" });
      },
      refused: (failure) => {
        say(root, failure.message, "bad");
        point(failure);
        return true;
      },
    });
  };

  const draw = () => {
    body.replaceChildren(
      h("div", { class: "asn-tabs" }, tab(words.form, false), tab(words.olx, true)),
      h(
        "form",
        { novalidate: true, onsubmit: submit },
        ...(asText ? textBody() : formBody()),
        h("div", { class: "asn-actions" }, save, cancel),
      ),
    );
  };

  draw();
}
