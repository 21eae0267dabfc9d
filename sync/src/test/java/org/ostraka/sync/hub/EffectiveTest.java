package org.ostraka.sync.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Actor;
import org.ostraka.sync.account.Grant;
import org.ostraka.sync.account.GroupName;
import org.ostraka.sync.account.Holder;
import org.ostraka.sync.account.Principal;
import org.ostraka.sync.account.Right;

/** Why somebody may do what in /docs/drafts, asked by alice, who manages it. */
final class EffectiveTest {
  private static final GroupName STAFF = new GroupName("staff");
  private static final GroupName BOARD = new GroupName("board");

  private TestHub test;
  private Principal alice;
  private NodeId docs;
  private NodeId drafts;

  @BeforeEach
  void draw(@TempDir Path folder) throws Exception {
    test = new TestHub(folder);
    alice = test.user("alice", Right.MANAGE);
    test.hub().accounts().users().add(Actor.LOCAL, new UserName("bob"), TestHub.PASSWORD, false);
    docs = test.folder(alice, NodeId.ROOT, "docs");
    drafts = test.folder(alice, docs, "drafts");
  }

  @AfterEach
  void close() throws Exception {
    test.close();
  }

  private void grant(NodeId folder, GroupName group, Right right) throws Exception {
    test.hub()
        .accounts()
        .grants()
        .give(Actor.LOCAL, TestHub.DOCS, new Grant(folder, new Holder.OfGroup(group), right));
  }

  private void group(GroupName group) throws Exception {
    test.hub().accounts().groups().add(Actor.LOCAL, group);
    test.hub().accounts().groups().join(Actor.LOCAL, group, new UserName("bob"));
  }

  private Effective effective(Principal asker) throws Exception {
    return test.hub().effective(test.docs(asker), new UserName("bob"), drafts);
  }

  private void assertDecided(Right right, String holder, String path) throws Exception {
    Effective effective = effective(alice);
    assertThat(effective.right()).isEqualTo(right);
    assertThat(effective.because().map(grant -> grant.holder().toString())).hasValue(holder);
    assertThat(effective.path()).isEqualTo(path);
  }

  @Test
  void withoutAGrantThereIsNothing() throws Exception {
    assertThat(effective(alice)).isEqualTo(Effective.NOTHING);
  }

  @Test
  void theNearestFolderDecides() throws Exception {
    test.grant("bob", NodeId.ROOT, Right.WRITE);
    assertDecided(Right.WRITE, "bob", "/");
    test.grant("bob", docs, Right.READ);
    assertDecided(Right.READ, "bob", "/docs");
  }

  @Test
  void theHighestOfTheGroupsDecidesUnlessTheUserHasAGrantThere() throws Exception {
    group(STAFF);
    group(BOARD);
    grant(docs, STAFF, Right.READ);
    grant(docs, BOARD, Right.WRITE);
    assertDecided(Right.WRITE, "@board", "/docs");
    test.grant("bob", docs, Right.NONE);
    assertDecided(Right.NONE, "bob", "/docs");
  }

  @Test
  void onlyThoseWhoGiveRightsMayAsk() throws Exception {
    Principal carol = test.user("carol", Right.WRITE);
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> effective(carol))
        .matches(fault -> fault.code().equals("no-right"));
  }

  @Test
  void anUnknownUserIsSaidToBeUnknown() {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> test.hub().effective(test.docs(alice), new UserName("zoe"), drafts))
        .matches(fault -> fault.code().equals("user-unknown"));
  }
}
