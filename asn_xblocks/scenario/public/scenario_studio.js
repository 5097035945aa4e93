/* The editor of a scenario: nodes with their choices, each leading to a node of a drop-down. */
function AsnScenarioEditor(runtime, element, args) {
  "use strict";

  if (!window.AsnBlocks || !window.AsnEditor) {
    window.setTimeout(() => AsnScenarioEditor(runtime, element, args), 20); // scripts load in any order
    return;
  }
  const { dom, state, h } = window.AsnBlocks;
  const { editor, parts, read, freshId } = window.AsnEditor;
  const root = dom(element).querySelector(".asn-form") || dom(element);
  const { words, form } = state(args);
  const target = root.querySelector("[data-asn-form]");
  const { labelled, line, area, button, list, tools, saving } = editor(root, words);

  /* The codes in use are offered, so that one competency is not written in two ways. */
  const used = form.nodes.flatMap((node) => node.choices.flatMap((choice) => choice.scores));
  const codes = h(
    "datalist",
    { id: "asn-codes-" + Math.random().toString(36).slice(2) },
    [...new Set(used.map((score) => score.competency))].map((code) => h("option", { value: code })),
  );

  const scoreOf = (score) => {
    const part = h(
      "div",
      { class: "asn-form-row", "data-part": "score" },
      labelled(words.competency, line("competency", score.competency, { list: codes.id })),
      labelled(words.earned, line("earned", score.earned, { inputmode: "decimal" })),
    );
    part.append(
      button(
        words.remove,
        () => {
          const group = part.closest("[data-list]").parentElement;
          part.remove();
          group.querySelector(":scope > .asn-actions button").focus();
        },
        words.remove + ": " + words.scores,
      ),
    );
    return part;
  };

  const choiceOf = (choice) => {
    const name = words.choice + " " + choice.id;
    const part = h(
      "fieldset",
      { "data-part": "choice", "data-id": choice.id },
      h("legend", {}, name),
      labelled(words.label, line("label", choice.label)),
      labelled(
        words.to,
        h("select", { class: "asn-input", "data-name": "to", "data-value": choice.to }),
      ),
      list(words.scores, choice.scores.map(scoreOf), words.add_score, () =>
        scoreOf({ competency: "", earned: "1" }),
      ),
      labelled(words.feedback, area("feedback", choice.feedback)),
    );
    part.append(tools(part, name));
    return part;
  };

  const nodeOf = (node) => {
    const name = words.node + " " + node.id;
    const ending = h(
      "select",
      { class: "asn-input", "data-name": "ending" },
      ["", "good", "fair", "poor"].map((kind) =>
        h("option", { value: kind, selected: kind === node.ending }, words[kind || "ending_none"]),
      ),
    );
    const part = h(
      "fieldset",
      { "data-part": "node", "data-id": node.id },
      h("legend", {}, name),
      labelled(words.title, line("title", node.title, { onchange: () => refresh() })),
      labelled(words.text, area("text", node.text), words.text_help),
      labelled(words.ending, ending),
    );
    const choices = list(words.choices, node.choices.map(choiceOf), words.add_choice, () =>
      choiceOf({ id: freshId(part, "choice", "c"), to: "", label: "", feedback: "", scores: [] }),
    );
    /* An ending needs no choices; ones that are there stay visible, so that nothing hides. */
    const follow = () => {
      choices.hidden = ending.value !== "" && parts(part, "choice").length === 0;
    };
    ending.addEventListener("change", follow);
    part.append(choices, tools(part, name));
    follow();
    return part;
  };

  /* Every drop-down of nodes offers the nodes there are now, and keeps what was chosen. */
  const refresh = () => {
    const nodes = parts(target, "node").map((part) => {
      const title = read(part, "title");
      return [part.dataset.id, part.dataset.id + (title ? " · " + title : "")];
    });
    for (const select of target.querySelectorAll('[data-name="to"], [data-name="first"]')) {
      const chosen = select.options.length ? select.value : select.dataset.value || "";
      select.replaceChildren(
        h("option", { value: "" }, words.pick),
        ...nodes.map(([id, name]) => h("option", { value: id }, name)),
      );
      select.value = nodes.some(([id]) => id === chosen) ? chosen : "";
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
    first: read(target, "first"),
    intro: read(target, "intro"),
    nodes: parts(target, "node").map(nodeRow),
  });

  target.dataset.part = "scenario";
  target.append(
    codes,
    labelled(words.title, line("display_name", form.display_name)),
    h(
      "div",
      { class: "asn-form-row" },
      labelled(words.weight, line("weight", form.weight, { inputmode: "decimal" })),
      labelled(words.attempts, line("max_attempts", form.max_attempts, { inputmode: "numeric" })),
    ),
    labelled(words.intro, area("intro", form.intro), words.text_help),
    labelled(
      words.first,
      h("select", { class: "asn-input", "data-name": "first", "data-value": form.first }),
    ),
    list(words.nodes, form.nodes.map(nodeOf), words.add_node, () =>
      nodeOf({
        id: freshId(target, "node", "n"),
        title: "",
        text: "",
        ending: "",
        choices: [],
      }),
    ),
  );
  root.addEventListener("asn-changed", refresh);
  refresh();
  saving(runtime, element, target, whole);
}
