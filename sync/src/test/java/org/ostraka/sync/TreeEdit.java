package org.ostraka.sync;

/**
 * Something that a person does to a tree, in numbers that mean a node or name of whatever tree it
 * is done to, so that any part of a list of edits can be done.
 *
 * @param what the kind of edit
 * @param node picks the node
 * @param target picks the folder
 * @param name picks the name
 */
record TreeEdit(What what, int node, int target, int name) {
  enum What {
    MAKE_FILE,
    MAKE_FOLDER,
    EDIT,
    TOUCH,
    MOVE,
    RENAME,
    SWAP,
    REMOVE,
    REPLACE_BY_FOLDER
  }
}
