/* The editor of a lesson: sections of text and checks, and the glossary. */
function AsnLessonEditor(runtime, element, args) {
  "use strict";

  if (!window.AsnBlocks || !window.AsnEditor) {
    window.setTimeout(() => AsnLessonEditor(runtime, element, args), 20); // scripts load in any order
    return;
  }
  const { dom, state, h } = window.AsnBlocks;
  const { editor, parts, own, read, freshId } = window.AsnEditor;
  const root = dom(element).querySelector(".asn-form") || dom(element);
  const { words, form } = state(args);
  const target = root.querySelector("[data-asn-form]");
  const { labelled, line, area, list, tools, saving } = editor(root, words);

  const part = (kind, id, name, ...children) => {
    const made = h(
      "fieldset",
      { "data-part": kind, "data-id": id },
      h("legend", {}, name),
      ...children,
    );
    made.append(tools(made, name));
    return made;
  };

  const choiceOf = (choice) => {
    const right = h("input", { type: "checkbox", "data-name": "correct", checked: choice.correct });
    return part(
      "choice",
      choice.id,
      words.choice + " " + choice.id,
      labelled(words.text, line("text", choice.text)),
      h("label", { class: "asn-form-tick" }, right, h("span", {}, words.correct)),
      labelled(words.feedback, area("feedback", choice.feedback)),
    );
  };

  const checkOf = (check) => {
    const made = part(
      "check",
      check.id,
      words.check + " " + check.id,
      labelled(words.prompt, area("prompt", check.prompt)),
      labelled(words.competency, line("competency", check.competency)),
      list(words.choices, check.choices.map(choiceOf), words.add_choice, () =>
        choiceOf({ id: freshId(made, "choice", "a"), text: "", correct: false, feedback: "" }),
      ),
    );
    return made;
  };

  const textOf = (text) => {
    const box = area("text", text);
    box.setAttribute("aria-label", words.text);
    return part("text", "", words.text, h("div", { class: "asn-field" }, box));
  };

  const newCheck = () =>
    checkOf({
      id: freshId(target, "check", "c", true),
      prompt: "",
      competency: "",
      choices: ["a1", "a2"].map((id) => ({ id, text: "", correct: id === "a1", feedback: "" })),
    });

  const sectionOf = (section) =>
    part(
      "section",
      section.id,
      words.section + " " + section.id,
      labelled(words.title, line("title", section.title)),
      list(
        words.section,
        section.parts.map((one) => (one.kind === "check" ? checkOf(one) : textOf(one.text))),
        [
          [words.add_text, () => textOf("")],
          [words.add_check, newCheck],
        ],
      ),
    );

  const termOf = (term) =>
    part(
      "term",
      term.name,
      words.term,
      labelled(words.term, line("name", term.name)),
      labelled(words.definition, line("definition", term.definition)),
    );

  /* -- reading the form back -- */
  const choiceRow = (choice) => ({
    id: choice.dataset.id,
    text: read(choice, "text"),
    correct: own(choice, "correct").checked,
    feedback: read(choice, "feedback"),
  });
  const checkRow = (check) => ({
    kind: "check",
    id: check.dataset.id,
    prompt: read(check, "prompt"),
    competency: read(check, "competency"),
    choices: parts(check, "choice").map(choiceRow),
  });
  const inSection = (section) =>
    [...section.querySelector("[data-list]").children].map((one) =>
      one.dataset.part === "check" ? checkRow(one) : { kind: "text", text: read(one, "text") },
    );
  const whole = () => ({
    display_name: read(target, "display_name"),
    sections: parts(target, "section").map((section) => ({
      id: section.dataset.id,
      title: read(section, "title"),
      parts: inSection(section),
    })),
    glossary: parts(target, "term").map((term) => ({
      name: read(term, "name"),
      definition: read(term, "definition"),
    })),
  });

  target.dataset.part = "lesson";
  target.append(
    labelled(words.title, line("display_name", form.display_name)),
    h("p", { class: "asn-facts" }, words.html_help),
    list(words.sections, form.sections.map(sectionOf), words.add_section, () =>
      sectionOf({
        id: freshId(target, "section", "s"),
        title: "",
        parts: [{ kind: "text", text: "" }],
      }),
    ),
    list(words.glossary, form.glossary.map(termOf), words.add_term, () =>
      termOf({ name: "", definition: "" }),
    ),
  );
  saving(runtime, element, target, whole);
}
