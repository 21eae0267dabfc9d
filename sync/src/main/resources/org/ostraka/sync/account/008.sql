-- Which release the desk's program is, as it said when it last signed in or listened; null where it never did.
ALTER TABLE desks ADD COLUMN version TEXT;
