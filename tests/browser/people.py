"""Who is at the campus of the browser tests; all are made up, and so is their password."""

__all__ = [
    "APPROVER",
    "AUDITOR",
    "BEGINNER",
    "CURIOUS",
    "CUT_OFF",
    "HALF_WAY",
    "HR",
    "KEYBOARD",
    "LEARNERS",
    "NEWCOMER",
    "PASSWORD",
    "QUALIFIED",
    "STAFF",
    "STUDIED",
    "TRAINER",
    "WAITING",
]

PASSWORD = "sawahlunto-1888"

TRAINER, HR, APPROVER, AUDITOR = "pelatih", "bkpsdm", "pejabat", "inspektur"
STAFF = (
    ("trainer", TRAINER, "Pelatih (contoh)"),
    ("hr", HR, "Petugas BKPSDM (contoh)"),
    ("approver", APPROVER, "Pejabat yang berwenang (contoh)"),
    ("auditor", AUDITOR, "Auditor Inspektorat (contoh)"),
)

# Each test that answers has a learner of its own, so the tests run in any order.
BEGINNER = "wendi.lestari"  # takes a whole course in the browser
KEYBOARD = "refni.mandailing"  # answers with the keyboard
CUT_OFF = "hendra.mandailing"  # loses the network
CURIOUS = "oki.putra"  # enrols in a course of blocks that are not ours
QUALIFIED = "mira.panyalai"  # a reward is proposed, and decided in the browser
WAITING = "bayu.panyalai"  # a reward is proposed, and nobody decides
HALF_WAY = "refni.permata"  # has stopped in the first course
NEWCOMER = "yandri.jambak"  # has done nothing

STUDIED = {QUALIFIED: 12, WAITING: 12, HALF_WAY: 4}
LEARNERS = (BEGINNER, KEYBOARD, CUT_OFF, CURIOUS, QUALIFIED, WAITING, HALF_WAY, NEWCOMER)
