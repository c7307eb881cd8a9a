-- How a tenant's deliverables look; without a row, as they come.
CREATE TABLE brands (
    tenant_id BIGINT NOT NULL PRIMARY KEY REFERENCES tenants (id),
    name TEXT CHECK (length(name) BETWEEN 1 AND 80),
    -- As it was asked for, such as #2456c7.
    accent TEXT CHECK (length(accent) = 7),
    logo BYTEA CHECK (length(logo) <= 524288),
    logo_type TEXT CHECK (logo_type IN ('image/png', 'image/jpeg')),
    logo_width BIGINT,
    logo_height BIGINT,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
