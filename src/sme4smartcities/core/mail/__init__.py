"""Mail: written into an outbox with the act that causes it, sent by a job, once per key."""
