package org.ostraka.sync.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Holder;
import org.ostraka.sync.account.Right;
import org.ostraka.web.Json;

/** Links for people without an account: who makes them, what they show, when they end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LinksTest {
  private static final String LINKS = "/api/v1/repositories/docs/links";
  private static final String SHARED = "/api/v1/shared";

  private Office office;
  private String alice;
  private String file;
  private String folder;

  @BeforeAll
  void open(@TempDir Path directory) throws Exception {
    office = new Office(directory);
    office.user("alice", Right.WRITE);
    office.user("reader", Right.READ);
    alice = office.session("alice");
    try (RemoteHub desk = office.desk("alice")) {
      file = office.file(desk, "plán.txt", "the plan".getBytes(UTF_8)).toString();
      folder = office.folder(desk, "folder").toString();
    }
  }

  @AfterAll
  void close() throws Exception {
    office.close();
  }

  private LinkForms.MadeLink make(String token, String node, String terms) throws Exception {
    Office.Result made =
        office.send("POST", LINKS, token, "{\"node\":\"%s\"%s}".formatted(node, terms));
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    return Json.answer(made.body().getBytes(UTF_8), LinkForms.MadeLink.class);
  }

  private Office.Result visit(String path, LinkForms.MadeLink link, String password)
      throws Exception {
    String shown = "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(link.token(), password);
    return office.send("POST", path, "", shown);
  }

  @Test
  void whoeverHasALinkGetsTheFile() throws Exception {
    LinkForms.MadeLink link = make(alice, file, "");
    assertThat(visit(SHARED, link, "").body()).contains("plán.txt").contains("\"size\":8");
    assertThat(visit(SHARED + "/content", link, "").body()).isEqualTo("the plan");
    var answer =
        office.ask("POST", SHARED + "/content", "{\"token\":\"%s\"}".formatted(link.token()));
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename*=UTF-8''pl%C3%A1n.txt");
  }

  @Test
  void aFolderIsGivenAsAZipFile() throws Exception {
    LinkForms.MadeLink link = make(alice, folder, "");
    byte[] zip = visit(SHARED + "/content", link, "").body().getBytes(UTF_8);
    assertThat(new ZipInputStream(new ByteArrayInputStream(zip))).isNotNull();
    assertThat(new String(zip, 0, 2, UTF_8)).isEqualTo("PK");
  }

  @Test
  void aLinkWithAPasswordWantsIt() throws Exception {
    LinkForms.MadeLink link = make(alice, file, ",\"password\":\"open sesame\"");
    assertThat(visit(SHARED, link, "").status()).isEqualTo(401);
    assertThat(visit(SHARED + "/content", link, "open barley").body()).contains("link-password");
    assertThat(visit(SHARED + "/content", link, "open sesame").body()).isEqualTo("the plan");
  }

  @Test
  void aLinkEndsWithItsCountOrItsTime() throws Exception {
    LinkForms.MadeLink once = make(alice, file, ",\"downloads\":1");
    assertThat(visit(SHARED, once, "").status()).as("looking does not count").isEqualTo(200);
    assertThat(visit(SHARED + "/content", once, "").status()).isEqualTo(200);
    assertThat(visit(SHARED + "/content", once, "").body()).contains("link-unknown");
    long soon = System.currentTimeMillis() + 500;
    LinkForms.MadeLink brief = make(alice, file, ",\"expires\":" + soon);
    while (System.currentTimeMillis() <= soon) {
      Thread.onSpinWait();
    }
    assertThat(visit(SHARED, brief, "").body()).contains("link-unknown");
    for (String terms :
        new String[] {
          ",\"downloads\":0", ",\"expires\":-1", ",\"expires\":1", ",\"password\":\"\""
        }) {
      Office.Result refused =
          office.send("POST", LINKS, alice, "{\"node\":\"%s\"%s}".formatted(file, terms));
      assertThat(refused.status()).as(terms).isEqualTo(400);
    }
  }

  @Test
  void aLinkEndsWithTheRightOfItsMaker() throws Exception {
    office.user("bob", Right.WRITE);
    LinkForms.MadeLink link = make(office.session("bob"), file, "");
    assertThat(visit(SHARED, link, "").status()).isEqualTo(200);
    office
        .administration()
        .grant(Office.DOCS, "/", new Holder.OfUser(new UserName("bob")), Right.NONE);
    assertThat(visit(SHARED, link, "").status()).isEqualTo(404);
    assertThat(visit(SHARED + "/content", link, "").status()).isEqualTo(404);
  }

  @Test
  void onlyWhoMayWriteThereMakesOneAndOnlyTheMakerEndsIt() throws Exception {
    String reader = office.session("reader");
    String form = "{\"node\":\"%s\"}".formatted(file);
    assertThat(office.send("POST", LINKS, reader, form).status()).isEqualTo(403);
    assertThat(office.send("POST", LINKS, office.token("alice"), form).status())
        .as("a desk")
        .isEqualTo(403);
    LinkForms.MadeLink link = make(alice, file, "");
    assertThat(office.send("GET", LINKS, alice, "").body())
        .contains(link.id())
        .doesNotContain(link.token());
    assertThat(office.send("GET", LINKS, reader, "").body()).doesNotContain(link.id());
    assertThat(office.send("DELETE", LINKS + "/" + link.id(), reader, "").status()).isEqualTo(404);
    assertThat(office.send("DELETE", LINKS + "/" + link.id(), alice, "").status()).isEqualTo(200);
    assertThat(visit(SHARED, link, "").status()).isEqualTo(404);
  }

  @Test
  void guessingALinksPasswordIsSlowedDown() throws Exception {
    LinkForms.MadeLink link = make(alice, file, ",\"password\":\"open sesame\"");
    int status = 401;
    // The waits grow faster than any machine is slow.
    for (int guess = 0; guess < 20 && status == 401; guess++) {
      status = visit(SHARED, link, "guess " + guess).status();
    }
    assertThat(status).isEqualTo(429);
  }
}
