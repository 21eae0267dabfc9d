-- One repository: its journal, the nodes as the journal makes them, and which nodes ever used which chunk.

-- kind: 0 create, 1 edit, 2 move, 3 remove. Ids are 16 bytes; entry as EntryCodec writes it; time in milliseconds.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  change_id BLOB NOT NULL,
  kind INTEGER NOT NULL,
  node BLOB NOT NULL,
  parent BLOB,
  name TEXT,
  entry BLOB,
  against INTEGER NOT NULL,
  user TEXT NOT NULL,
  desk TEXT NOT NULL,
  time INTEGER NOT NULL
);
CREATE INDEX journal_of_nodes ON journal (node, seq);

CREATE TABLE nodes (
  id BLOB PRIMARY KEY,
  parent BLOB NOT NULL,
  name TEXT NOT NULL,
  entry BLOB NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;

-- A chunk is known by the first 8 bytes of its digest: a false hit is found when the node is looked at.
CREATE TABLE uses (
  chunk INTEGER NOT NULL,
  node BLOB NOT NULL,
  PRIMARY KEY (chunk, node)
) WITHOUT ROWID;
