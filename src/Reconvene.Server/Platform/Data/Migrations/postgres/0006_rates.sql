-- Which plan the Zoom account has: Zoom's rate limits go by it.
ALTER TABLE zoom_connections ADD COLUMN plan TEXT NOT NULL DEFAULT 'pro' CHECK (plan IN ('free', 'pro', 'business'));

-- What each Zoom account may still be asked: a row for each label, and one (family and label 'all') for all together,
-- whose lock whoever changes a row of the account takes first.
CREATE TABLE rate_budgets (
    tenant_id BIGINT NOT NULL REFERENCES tenants (id),
    -- The Zoom account's id, or 'connection:12' while it is not known.
    account TEXT NOT NULL CHECK (length(account) <= 200),
    family TEXT NOT NULL CHECK (family IN ('all', 'api', 'phone')),
    label TEXT NOT NULL CHECK (label IN ('all', 'light', 'medium', 'heavy', 'resource_intensive')),
    -- When the next call that nobody has leased may leave.
    next_at BIGINT NOT NULL,
    -- The last 429 by the second: when it came, until when nothing leaves, and to how many thousandths the rate fell.
    limited_at BIGINT,
    paused_until BIGINT,
    floor_permille BIGINT NOT NULL,
    -- The day's calls are used up: until when, why, and through which connection it was noticed.
    asleep_until BIGINT,
    asleep_why TEXT CHECK (length(asleep_why) <= 1000),
    asleep_connection_id BIGINT,
    -- Limits that Zoom named in headers; they count before those of the plan.
    learned_per_second BIGINT,
    learned_per_day BIGINT,
    -- Calls of one day (days since 1970, UTC).
    day BIGINT NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, account, family, label)
);

CREATE INDEX rate_budgets_asleep ON rate_budgets (asleep_until) WHERE asleep_until IS NOT NULL;
