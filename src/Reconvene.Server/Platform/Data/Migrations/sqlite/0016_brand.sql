-- How a tenant's deliverables look; without a row, as they come.
CREATE TABLE brands (
    tenant_id INTEGER NOT NULL PRIMARY KEY REFERENCES tenants (id),
    name TEXT CHECK (length(name) BETWEEN 1 AND 80),
    -- As it was asked for, such as #2456c7.
    accent TEXT CHECK (length(accent) = 7),
    logo BLOB CHECK (length(logo) <= 524288),
    logo_type TEXT CHECK (logo_type IN ('image/png', 'image/jpeg')),
    logo_width INTEGER,
    logo_height INTEGER,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
