-- What the last check of a connection found. The report is JSON, as the API shows it.
CREATE TABLE connection_checks (
    connection_id BIGINT NOT NULL PRIMARY KEY REFERENCES zoom_connections (id) ON DELETE CASCADE,
    tenant_id BIGINT NOT NULL REFERENCES tenants (id),
    checked_at BIGINT NOT NULL,
    -- Ids of features as JSON lists: those that its scopes ever allowed, and those of them that they no longer do.
    features_had TEXT NOT NULL CHECK (length(features_had) <= 2000),
    features_lost TEXT NOT NULL CHECK (length(features_lost) <= 2000),
    report TEXT NOT NULL CHECK (length(report) <= 100000)
);

CREATE INDEX connection_checks_by_age ON connection_checks (checked_at);
