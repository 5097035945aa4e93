"""A branching service situation, scored on several competencies."""

from .block import ScenarioXBlock

__all__ = ["ScenarioXBlock"]
