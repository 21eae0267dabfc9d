-- What was called so in a folder, also when it is gone: people ask for versions by path.
CREATE INDEX journal_of_names ON journal (parent, name) WHERE name IS NOT NULL;
