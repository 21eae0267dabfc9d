package org.ostraka.sync;

/** A folder; what it holds names it as parent. */
public record Folder() implements Entry {

  /** The one value. */
  public static final Folder FOLDER = new Folder();
}
