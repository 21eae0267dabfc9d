-- How long a session may go without a request, in milliseconds: those of browsers, which are left alone on desks of others.
ALTER TABLE tokens ADD COLUMN idle INTEGER;
