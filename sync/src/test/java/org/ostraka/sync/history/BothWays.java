package org.ostraka.sync.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostraka.sync.NodeId.ROOT;

import org.ostraka.sync.NodeId;

/** Work on one repository from the hub and from outside, whatever kind of server it stands on. */
final class BothWays {

  private BothWays() {}

  /** Files, a program, a link, moves on both sides, and an edit by the other client. */
  static void work(PaperHub hub, Writing writing, Svn svn) throws Exception {
    NodeId docs = hub.folder(ROOT, "docs");
    hub.file(docs, "plan.txt", "from a desk\n");
    hub.program(docs, "run.sh", "x\n");
    hub.link(docs, "link", "plan.txt");
    writing.settle();
    svn.in("update", "-q");
    svn.in("mv", "-q", "docs", "papers");
    svn.write("papers/plan.txt", "from outside\n");
    svn.commit("outside");
    hub.file(ROOT, "meanwhile.txt", "desk\n");
    writing.settle();
    hub.move(docs, ROOT, "documents");
    writing.settle();
    assertThat(svn.tree()).isEqualTo(hub.shown());
    assertThat(hub.text(hub.idAt("/documents/plan.txt"))).isEqualTo("file from outside\n");
    svn.in("update", "-q");
    assertThat(
            svn.in("log", "-q", "documents/plan.txt").lines().filter(line -> line.startsWith("r")))
        .as("history through two moves")
        .hasSize(3);
  }
}
