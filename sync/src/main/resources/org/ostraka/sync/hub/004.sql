-- Each opening of the journal, by a random name, and where the journal stood then. Desks know the names: they tell a
-- journal that went on from one that was brought back from an older copy and went on from there.
CREATE TABLE runs (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  begins INTEGER NOT NULL
);
