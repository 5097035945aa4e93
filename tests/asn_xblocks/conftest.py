"""A small stage for blocks: a runtime in memory, people, and an ear for evidence."""

import json
from types import SimpleNamespace

import pytest
from django.utils import translation
from lxml import etree
from opaque_keys.edx.locator import BlockUsageLocator, CourseLocator
from webob import Request
from xblock.fields import ScopeIds
from xblock.reference.user_service import XBlockUser
from xblock.runtime import DictKeyValueStore, KvsFieldData
from xblock.test.tools import TestRuntime

from scoring.signals import EVIDENCE_OBSERVED

COURSE = CourseLocator("Sawahlunto", "LD01", "2026")


class _User:
    def __init__(self, user_id, staff):
        self.user_id, self.staff = user_id, staff

    def get_current_user(self):
        user = XBlockUser(is_current_user=True)
        if self.user_id:
            user.opt_attrs = {
                "edx-platform.user_id": self.user_id,
                "edx-platform.anonymous_user_id": f"anon{self.user_id}",
                "edx-platform.user_is_staff": self.staff,
            }
        return user


class _Urls:
    def replace_urls(self, html):
        return html.replace("/static/", "/asset/course/")


class _Runtime(TestRuntime):
    def __init__(self, store, user_id, staff):
        services = {"user": _User(user_id, staff), "replace_urls": _Urls()}
        super().__init__(services=services, field_data=KvsFieldData(store))
        self.user_id = user_id
        self.published = []

    def handler_url(self, block, handler_name, *_args, **_kwargs):
        return f"/handler/{handler_name}"

    def local_resource_url(self, block, uri):
        return f"/local/{uri}"

    def publish(self, block, event_type, event_data):
        self.published.append((event_type, event_data))


class Stage:
    """One block in a course; ``block()`` is a fresh request of a person."""

    def __init__(self, block_class, store):
        self.block_class, self.store = block_class, store
        self.usage = BlockUsageLocator(COURSE, block_class.tag(), "b1")

    def block(self, user_id=7, *, staff=False):
        ids = ScopeIds(user_id, self.block_class.tag(), self.usage, self.usage)
        runtime = _Runtime(self.store, user_id, staff)
        return runtime.construct_xblock_from_class(self.block_class, ids)

    def author(self, olx, **settings):
        ids = ScopeIds(1, self.block_class.tag(), self.usage, self.usage)
        runtime = _Runtime(self.store, 1, True)
        block = self.block_class.parse_xml(etree.fromstring(olx), runtime, ids)
        for name, value in settings.items():
            setattr(block, name, value)
        block.save()
        return block

    def post(self, handler, sent, *, block=None, user_id=7, staff=False):
        """The status and JSON of a handler, as a browser gets them; state is saved after it."""
        block = block or self.block(user_id, staff=staff)
        request = Request.blank("/", method="POST", body=json.dumps(sent).encode())
        response = block.runtime.handle(block, handler, request)
        return SimpleNamespace(
            status=response.status_int, json=json.loads(response.body), block=block
        )

    def html(self, view, **who):
        """Everything a view sends to the browser, as one text."""
        fragment = getattr(self.block(**who), view)({})
        return fragment.content + json.dumps(fragment.json_init_args)


@pytest.fixture
def stage():
    """A function that puts a block class on a fresh stage."""
    return lambda block_class: Stage(block_class, DictKeyValueStore())


@pytest.fixture
def evidence(monkeypatch):
    """The evidence that was observed, in order; nothing else listens."""
    heard = []

    def listen(evidence, **_kwargs):
        heard.append(evidence)

    monkeypatch.setattr(EVIDENCE_OBSERVED, "receivers", [])
    EVIDENCE_OBSERVED.sender_receivers_cache.clear()
    EVIDENCE_OBSERVED.connect(listen, weak=False)
    yield heard
    EVIDENCE_OBSERVED.sender_receivers_cache.clear()


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield
