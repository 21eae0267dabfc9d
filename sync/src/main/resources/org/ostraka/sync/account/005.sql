-- The second factor of whoever wants one: the secret in Base32, one that is offered and not confirmed yet, and the last
-- step whose code was used, so that none is used twice.
ALTER TABLE users ADD COLUMN totp TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN totp_offered TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN totp_step INTEGER NOT NULL DEFAULT 0;
