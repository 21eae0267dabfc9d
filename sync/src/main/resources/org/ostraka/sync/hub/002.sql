-- Changes that came from Subversion are answered as the first time, however long ago that was. They alone
-- are in this index: no desk may be called svn, and a desk's repeated changes are known without it.
CREATE UNIQUE INDEX journal_of_subversion ON journal (change_id) WHERE desk = 'svn';
