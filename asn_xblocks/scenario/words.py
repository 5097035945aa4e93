"""What a scenario says, in English; the translators' catalog holds the Indonesian."""

from collections.abc import Mapping

from asn_xblocks.shared.errors import N_

__all__ = ["AUTHOR", "EDITOR", "ENDINGS", "LEARNER", "SCRIPT"]

ENDINGS: Mapping[str, str] = {
    "good": N_("Good ending"),
    "fair": N_("Fair ending"),
    "poor": N_("Poor ending"),
}

LEARNER: Mapping[str, str] = {
    "attempt": N_("Attempt"),
    "choose": N_("What do you do?"),
    "closed": N_("The deadline has passed. Nothing more can be sent."),
    "competency": N_("Competency"),
    "deadline": N_("Deadline"),
    "earned": N_("Earned"),
    "empty": N_("This scenario has no content yet. Its author adds the first node in the editor."),
    "hidden_always": N_("Your answers were recorded. Scores are not shown here."),
    "hidden_until_due": N_("Your answers were recorded. Scores are shown after the deadline."),
    "of": N_("of"),
    "path": N_("The path so far"),
    "possible": N_("Highest possible"),
    "replay": N_("Your path and what came of it"),
    "result": N_("Result of the attempt"),
    "restart": N_("Try again from the start"),
    "attempts_left": N_("Attempts left"),
    "total": N_("Total"),
    "unnamed": N_("Situation"),
    "visitor": N_("Log in and enrol to make the choices in this scenario."),
    "you_chose": N_("You chose"),
    "preview": N_("Preview: nothing you choose here is recorded as a score."),
}

SCRIPT: Mapping[str, str] = {
    "saved": N_("Your choice is saved."),
    "uncounted": N_("Your result is saved and is being counted…"),
    "finished": N_("You have come to an ending."),
    "restarted": N_("A new attempt has begun."),
}

AUTHOR: Mapping[str, str] = {
    "best": N_("Best possible total"),
    "choices": N_("Choices"),
    "earns": N_("Earns"),
    "ending": N_("Ending"),
    "feedback": N_("Feedback"),
    "intro": N_("Introduction"),
    "leads_to": N_("Leads to"),
    "nodes": N_("Nodes"),
    "nothing": N_("nothing"),
    "outline": N_("Everything in this scenario"),
    "first": N_("start"),
    "warnings": N_("Please check"),
    "empty": LEARNER["empty"],
    "unnamed": LEARNER["unnamed"],
}

EDITOR: Mapping[str, str] = {
    "add_choice": N_("Add a choice"),
    "add_node": N_("Add a node"),
    "add_score": N_("Add a score"),
    "attempts": N_("Attempts allowed (empty: no limit)"),
    "cancel": N_("Cancel"),
    "choice": N_("Choice"),
    "choices": N_("Choices"),
    "competency": N_("Competency code, for example M.05"),
    "confirm_remove": N_("Press again to remove"),
    "down": N_("Move down"),
    "earned": N_("Points"),
    "ending": N_("Is this an ending?"),
    "ending_none": N_("No, the situation goes on"),
    "feedback": N_("Feedback, shown when the attempt is finished"),
    "intro": N_("Introduction"),
    "label": N_("What the learner would do"),
    "moved": N_("Moved."),
    "node": N_("Node"),
    "nodes": N_("Nodes"),
    "pick": N_("Choose a node…"),
    "remove": N_("Remove"),
    "removed": N_("Removed."),
    "save": N_("Save"),
    "saved": N_("Saved."),
    "scores": N_("Scores"),
    "first": N_("The situation begins with"),
    "text": N_("What happens"),
    "text_help": N_("An empty line begins a new paragraph, “- ” a list point. HTML is allowed."),
    "title": N_("Title"),
    "to": N_("Leads to"),
    "up": N_("Move up"),
    "weight": N_("Weight in the grade"),
    "good": ENDINGS["good"],
    "fair": ENDINGS["fair"],
    "poor": ENDINGS["poor"],
}
