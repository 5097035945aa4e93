"""What a lesson says, in English; the translators' catalog holds the Indonesian."""

from collections.abc import Mapping

from asn_xblocks.shared.errors import N_

__all__ = ["AUTHOR", "EDITOR", "LEARNER", "NO_ALTERNATIVE", "SCRIPT"]

NO_ALTERNATIVE = N_('Section "%(section)s": a picture has no alternative text.')

SCRIPT: Mapping[str, str] = {
    "done": N_("Read"),
    "pick_first": N_("Choose an answer first."),
    "progress": N_("%(done)s of %(all)s sections"),
    "right": N_("Right."),
    "wrong": N_("Not yet. You can try again."),
    "all_done": N_("You have read every section and answered every check."),
}

LEARNER: Mapping[str, str] = {
    **SCRIPT,
    "check": N_("Check the answer"),
    "check_name": N_("Check yourself"),
    "contents": N_("Contents"),
    "empty": N_("This lesson has no content yet. Its author adds the first section in the editor."),
    "glossary": N_("Glossary"),
    "go_on": N_("Go on with"),
    "mark": N_("Mark as read"),
    "progress_name": N_("Progress in this lesson"),
}

AUTHOR: Mapping[str, str] = {
    "answer_right": N_("right answer"),
    "check_name": LEARNER["check_name"],
    "empty": LEARNER["empty"],
    "glossary": LEARNER["glossary"],
    "warnings": N_("Please check"),
}

EDITOR: Mapping[str, str] = {
    "add_check": N_("Add a check"),
    "add_choice": N_("Add an answer"),
    "add_section": N_("Add a section"),
    "add_term": N_("Add a term"),
    "add_text": N_("Add text"),
    "cancel": N_("Cancel"),
    "check": N_("Check"),
    "choice": N_("Answer"),
    "choices": N_("Answers"),
    "competency": N_("Competency code, for example M.05 (may be empty)"),
    "confirm_remove": N_("Press again to remove"),
    "correct": N_("This answer is right"),
    "definition": N_("Definition"),
    "down": N_("Move down"),
    "feedback": N_("Feedback, shown when this answer was chosen"),
    "glossary": LEARNER["glossary"],
    "html_help": N_("An empty line begins a new paragraph, “- ” a list point. HTML is allowed."),
    "moved": N_("Moved."),
    "prompt": N_("Question"),
    "remove": N_("Remove"),
    "removed": N_("Removed."),
    "save": N_("Save"),
    "saved": N_("Saved."),
    "section": N_("Section"),
    "sections": N_("Sections"),
    "term": N_("Term"),
    "text": N_("Text"),
    "title": N_("Title"),
    "up": N_("Move up"),
}
