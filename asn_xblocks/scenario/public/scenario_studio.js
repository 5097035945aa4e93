/* The editor of a scenario: a form that mirrors the situation. The form's tree is the only state;
   saving reads it back, so what is seen is what is sent. */
function AsnScenarioEditor(runtime, element, args) {
  "use strict";

  const { dom, state, h, send, say } = window.AsnBlocks;
  const root = dom(element).querySelector(".asn-scenario-editor") || dom(element);
  const { words, form } = state(args);
  const target = root.querySelector("[data-asn-form]");
  let made = 0;

  /* -- small parts -- */
  const labelled = (text, input, help) => {
    made += 1;
    const id = "asn-scenario-field-" + made;
    input.id = id;
    const field = h("div", { class: "asn-field" }, h("label", { class: "asn-label", for: id }, text));
    if (help) {
      field.append(h("p", { class: "asn-facts", id: id + "-help" }, help));
      input.setAttribute("aria-describedby", id + "-help");
    }
    field.append(input);
    return field;
  };
  const line = (name, value, more) =>
    h("input", { type: "text", class: "asn-input", "data-name": name, value: value || "", ...more });
  const area = (name, value) => {
    const box = h("textarea", { class: "asn-input", "data-name": name, rows: 3 });
    box.value = value || "";
    return box;
  };
  const button = (text, action, label) =>
    h(
      "button",
      {
        type: "button",
        class: "asn-button asn-button--quiet asn-button--small",
        "aria-label": label,
        onclick: action,
      },
      text,
    );
  const own = (part, name) =>
    [...part.querySelectorAll('[data-name="' + name + '"]')].find(
      (input) => input.closest("[data-part]") === part,
    );
  const read = (part, name) => own(part, name).value;
  const parts = (part, kind) => [...part.querySelectorAll('[data-part="' + kind + '"]')];
  const freshId = (taken, letter) => {
    let number = taken.length + 1;
    while (taken.includes(letter + number)) {
      number += 1;
    }
    return letter + number;
  };

  /* Up, down and remove for one part of a list; the second press removes. */
  const tools = (part, name) => {
    const shift = (back) => {
      const beside = back ? part.previousElementSibling : part.nextElementSibling;
      if (beside && beside.dataset.part === part.dataset.part) {
        beside[back ? "before" : "after"](part);
        refresh();
        say(root, words.moved, "good");
      }
      row.children[back ? 0 : 1].focus();
    };
    const remove = button(words.remove, () => {
      if (remove.dataset.sure) {
        const list = part.parentElement;
        part.remove();
        refresh();
        say(root, words.removed, "good");
        const next = list.parentElement.querySelector(":scope > button") || list.querySelector("input");
        if (next) {
          next.focus();
        }
        return;
      }
      remove.dataset.sure = "yes";
      remove.textContent = words.confirm_remove;
      remove.addEventListener("blur", () => {
        delete remove.dataset.sure;
        remove.textContent = words.remove;
      });
    });
    const row = h(
      "div",
      { class: "asn-actions" },
      button("↑", () => shift(true), words.up + ": " + name),
      button("↓", () => shift(false), words.down + ": " + name),
      remove,
    );
    return row;
  };

  /* -- the parts of a scenario -- */
  const scoreOf = (score) => {
    const part = h("div", { class: "asn-scenario-row", "data-part": "score" });
    part.append(
      labelled(words.competency, line("competency", score.competency)),
      labelled(words.earned, line("earned", score.earned, { inputmode: "decimal" })),
      button(words.remove, () => {
        const list = part.parentElement;
        part.remove();
        list.parentElement.querySelector(":scope > button").focus();
      }),
    );
    return part;
  };

  const choiceOf = (choice) => {
    const part = h("fieldset", { "data-part": "choice", "data-id": choice.id });
    const scores = h("div", {}, choice.scores.map(scoreOf));
    const to = h("select", { class: "asn-input", "data-name": "to", "data-value": choice.to });
    part.append(
      h("legend", {}, words.choice + " " + choice.id),
      labelled(words.label, line("label", choice.label)),
      labelled(words.to, to),
      h(
        "div",
        { class: "asn-field", role: "group", "aria-label": words.scores },
        h("span", { class: "asn-label" }, words.scores),
        scores,
        button(words.add_score, () => {
          const fresh = scoreOf({ competency: "", earned: "1" });
          scores.append(fresh);
          fresh.querySelector("input").focus();
        }),
      ),
      labelled(words.feedback, area("feedback", choice.feedback)),
      tools(part, words.choice + " " + choice.id),
    );
    return part;
  };

  const nodeOf = (node) => {
    const part = h("fieldset", { "data-part": "node", "data-id": node.id });
    const choices = h("div", {}, node.choices.map(choiceOf));
    const ending = h(
      "select",
      { class: "asn-input", "data-name": "ending" },
      ["", "good", "fair", "poor"].map((kind) =>
        h("option", { value: kind, selected: kind === node.ending }, words[kind || "ending_none"]),
      ),
    );
    const add = button(words.add_choice, () => {
      const ids = parts(part, "choice").map((choice) => choice.dataset.id);
      const fresh = choiceOf({ id: freshId(ids, "c"), to: "", label: "", feedback: "", scores: [] });
      choices.append(fresh);
      refresh();
      fresh.querySelector("input").focus();
    });
    const group = h(
      "div",
      { class: "asn-field", role: "group", "aria-label": words.choices },
      choices,
      add,
    );
    const follow = () => {
      group.hidden = ending.value !== "" && parts(part, "choice").length === 0;
    };
    ending.addEventListener("change", follow);
    part.append(
      h("legend", {}, words.node + " " + node.id),
      labelled(words.title, line("title", node.title, { oninput: () => refresh() })),
      labelled(words.text, area("text", node.text), words.text_help),
      labelled(words.ending, ending),
      group,
      tools(part, words.node + " " + node.id),
    );
    follow();
    return part;
  };

  /* Every drop-down of nodes offers the nodes there are now, and keeps what was chosen. */
  const refresh = () => {
    const nodes = parts(target, "node").map((part) => [
      part.dataset.id,
      part.dataset.id + (read(part, "title") ? " · " + read(part, "title") : ""),
    ]);
    for (const select of target.querySelectorAll('[data-name="to"], [data-name="start"]')) {
      const chosen = select.options.length ? select.value : select.dataset.value || "";
      const known = nodes.some(([id]) => id === chosen);
      select.replaceChildren(
        h("option", { value: "" }, words.pick),
        ...nodes.map(([id, name]) => h("option", { value: id }, name)),
      );
      select.value = known ? chosen : "";
    }
  };

  /* -- reading the form back -- */
  const scoreRow = (part) => ({
    competency: read(part, "competency"),
    earned: read(part, "earned"),
  });
  const choiceRow = (part) => ({
    id: part.dataset.id,
    to: read(part, "to"),
    label: read(part, "label"),
    feedback: read(part, "feedback"),
    scores: parts(part, "score").map(scoreRow),
  });
  const nodeRow = (part) => ({
    id: part.dataset.id,
    title: read(part, "title"),
    text: read(part, "text"),
    ending: read(part, "ending"),
    choices: parts(part, "choice").map(choiceRow),
  });
  const whole = () => ({
    display_name: read(target, "display_name"),
    weight: read(target, "weight").replace(",", "."),
    max_attempts: read(target, "max_attempts"),
    start: read(target, "start"),
    intro: read(target, "intro"),
    nodes: parts(target, "node").map(nodeRow),
  });

  /* "n1/a/label" marks the node, the choice in it and the field in that, as far as they exist. */
  const mark = (field) => {
    for (const wrong of target.querySelectorAll("[aria-invalid]")) {
      wrong.removeAttribute("aria-invalid");
    }
    let at = target;
    for (const name of (field || "").split("/")) {
      const inner = [...at.querySelectorAll("[data-part]")].find((part) => part.dataset.id === name);
      at = inner || own(at, name) || at;
    }
    if (at === target) {
      return false;
    }
    at.setAttribute("aria-invalid", "true");
    (at.matches("input, select, textarea") ? at : at.querySelector("input")).focus();
    return true;
  };

  /* -- the form -- */
  target.dataset.part = "scenario";
  const nodes = h("div", {}, form.nodes.map(nodeOf));
  target.append(
    labelled(words.title, line("display_name", form.display_name)),
    h(
      "div",
      { class: "asn-scenario-row" },
      labelled(words.weight, line("weight", form.weight, { inputmode: "decimal" })),
      labelled(words.attempts, line("max_attempts", form.max_attempts, { inputmode: "numeric" })),
    ),
    labelled(words.intro, area("intro", form.intro), words.text_help),
    labelled(
      words.start,
      h("select", { class: "asn-input", "data-name": "start", "data-value": form.start }),
    ),
    nodes,
    button(words.add_node, () => {
      const ids = parts(target, "node").map((part) => part.dataset.id);
      const fresh = nodeOf({ id: freshId(ids, "n"), title: "", text: "", ending: "", choices: [] });
      nodes.append(fresh);
      refresh();
      fresh.querySelector("input").focus();
    }),
  );
  refresh();

  const notify = (name, detail) => runtime.notify && runtime.notify(name, detail);
  root.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    notify("save", { state: "start" });
    send({
      runtime,
      element,
      root,
      handler: "studio_save",
      payload: whole(),
      words,
      buttons: root.querySelectorAll("button"),
      done: () => {
        mark("");
        say(root, words.saved, "good");
        notify("save", { state: "end" });
      },
      refused: (failure) => {
        mark(failure.body.field);
        say(root, failure.message, "bad");
        notify("error", { title: "", message: failure.message });
        return true;
      },
    });
  });
  root.querySelector(".cancel-button").addEventListener("click", () => notify("cancel", {}));
}
