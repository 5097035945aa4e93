"""One measured figure, and the file that keeps the newest of each."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

__all__ = ["LATEST", "Row", "merge"]

LATEST = Path(__file__).parent / "latest.json"


@dataclass(frozen=True, kw_only=True)
class Row:
    """Ours beside a peer's; `target` bounds the ratio ("<=0.5") or, with no peer, ours (">=1000")."""

    name: str
    ours: float
    peer: float | None
    peer_name: str
    target: str
    unit: str
    runs: int

    @property
    def ratio(self) -> float:
        """Ours divided by the peer's; ours itself where the target is a limit."""
        return self.ours / self.peer if self.peer else self.ours

    @property
    def holds(self) -> bool:
        """Whether the ratio is within the target."""
        bound = float(self.target[2:])
        return self.ratio <= bound if self.target.startswith("<=") else self.ratio >= bound

    def as_json(self) -> dict:
        """The row as it is kept."""
        fields = asdict(self) | {"ratio": self.ratio, "holds": self.holds}
        return {k: round(v, 4) if isinstance(v, float) else v for k, v in fields.items()}


def merge(rows: list[Row]) -> None:
    """Replace the rows of the same name in `latest.json` and keep the others."""
    kept = json.loads(LATEST.read_text(encoding="utf-8")) if LATEST.exists() else []
    names = {row.name for row in rows}
    kept = [r for r in kept if r["name"] not in names] + [row.as_json() for row in rows]
    kept.sort(key=lambda r: r["name"])
    LATEST.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
