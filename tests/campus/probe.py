"""A block for tests: a field in every scope, a score, a completion, and views that may fail."""

from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.exceptions import JsonHandlerError
from xblock.fields import Dict, Float, Integer, List, Scope, String


@XBlock.needs("user", "i18n")
class Probe(XBlock):
    """Keeps what it is given and publishes what it is told."""

    has_score = True

    display_name = String(default="Uji", scope=Scope.settings)
    weight = Float(default=None, scope=Scope.settings)
    body = String(default="isi", scope=Scope.content)
    words = List(default=[], scope=Scope.content)
    answer = String(default="", scope=Scope.user_state)
    tally = Dict(default={}, scope=Scope.user_state)
    colour = String(default="", scope=Scope.preferences)
    nickname = String(default="", scope=Scope.user_info)
    visits = Integer(default=0, scope=Scope.user_state_summary)

    def max_score(self):
        return 2

    def student_view(self, context=None):
        if self.answer == "gagal":
            raise RuntimeError("broken on purpose")
        fragment = Fragment(f"<p>{self.body} {self.answer}</p>")
        fragment.add_javascript("function Probe() {}")
        fragment.initialize_js("Probe", {"text": "</script><b>"})
        return fragment

    @XBlock.json_handler
    def keep(self, content, suffix=""):
        for name, value in content.items():
            setattr(self, name, value)
        return {"kept": sorted(content)}

    @XBlock.json_handler
    def tell(self, content, suffix=""):
        self.visits += 1
        attributes = self.runtime.service(self, "user").get_current_user().opt_attrs
        return {
            "answer": self.answer,
            "tally": self.tally,
            "colour": self.colour,
            "nickname": self.nickname,
            "visits": self.visits,
            "role": attributes["edx-platform.user_role"],
            "opaque": attributes["edx-platform.anonymous_user_id"],
            "format": self.format,
            "due": self.due.isoformat() if self.due else None,
        }

    @XBlock.json_handler
    def publish(self, content, suffix=""):
        self.runtime.publish(self, content.pop("kind", "grade"), content)
        return {}

    @XBlock.json_handler
    def refuse(self, content, suffix=""):
        raise JsonHandlerError(409, "Sudah lewat.")


class Box(XBlock):
    """A component that holds other components."""

    has_children = True

    def student_view(self, context=None):
        fragment = Fragment()
        for child in self.runtime.render_children(self, context=context):
            fragment.add_fragment_resources(child)
            fragment.add_content(child.content)
        return fragment
