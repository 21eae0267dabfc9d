package org.ostraka.sync.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.account.ShareLinks.ShareLink;

/** The JSON objects of share links. */
final class LinkForms {

  private LinkForms() {}

  /**
   * A link to be made.
   *
   * @param node the file or folder
   * @param expires when it ends
   * @param downloads how often its content may be fetched
   */
  record NewLink(
      String node, @Nullable String password, @Nullable Long expires, @Nullable Long downloads) {}

  /** A link that was made; its token is shown this once. */
  record MadeLink(String id, String token) {}

  /**
   * A link.
   *
   * @param path where the file or folder is now; empty if it is not there
   * @param used how often its content was fetched
   */
  record LinkJson(
      String id,
      String node,
      String path,
      String by,
      long made,
      @Nullable Long expires,
      @Nullable Long downloads,
      long used,
      boolean hasPassword) {
    static LinkJson of(ShareLink link, String path) {
      return new LinkJson(
          link.id(),
          link.node().toString(),
          path,
          link.maker().user().text(),
          link.made(),
          link.expires().isPresent() ? link.expires().getAsLong() : null,
          link.downloads().isPresent() ? link.downloads().getAsLong() : null,
          link.used(),
          link.password().isPresent());
    }
  }

  record LinkList(List<LinkJson> links) {}

  /** What a visitor shows. */
  record Visit(String token, @Nullable String password) {}

  /** What a link leads to: a file, or a folder that is given as a ZIP file. */
  record SharedJson(String name, String kind, long size, long modified) {}
}
