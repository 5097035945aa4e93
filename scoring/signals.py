"""The one event by which the world tells scoring what a learner did.

Fires inside the block's handler, before it answers, synchronously and outside any transaction.
Send it with ``send_robust=False``: the default would log and swallow a failed write, and the
learner would be told of a success that the ledger never saw.
"""

from openedx_events.tooling import OpenEdxPublicSignal

from scoring.core.evidence import Evidence

__all__ = ["EVIDENCE_OBSERVED"]

# .. event_type: org.sawahlunto.asn.evidence.observed.v1
# .. event_name: EVIDENCE_OBSERVED
# .. event_key_field: evidence.evidence_id
# .. event_description: A server graded one attempt of one learner; the journal records it.
# .. event_data: Evidence
# .. event_trigger_repository: this one
EVIDENCE_OBSERVED = OpenEdxPublicSignal(
    event_type="org.sawahlunto.asn.evidence.observed.v1",
    data={"evidence": Evidence},
)
