"""Settings that scoring brings to the LMS and to Studio; an operator's own values always win."""
