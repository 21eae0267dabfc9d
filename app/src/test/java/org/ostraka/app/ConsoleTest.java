package org.ostraka.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.account.Right;

/** What people do in the console, in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ConsoleTest {
  private Path folder;
  private ConsoleTown town;

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    this.folder = folder;
    town = new ConsoleTown(folder.resolve("hub"));
  }

  @AfterAll
  void close() throws Exception {
    town.close();
  }

  /** Before anybody else is known to the hub. */
  @Test
  @Order(1)
  void theFirstAdministratorIsLedToARepositoryAndLetsSomebodyIn() throws Exception {
    try (Visitor admin = town.visitor();
        Visitor late = town.visitor()) {
      late.go("").sees(town.fingerprint());
      admin.go("").sees(town.fingerprint()).tick("same").fill("user", "olga");
      admin.fill("fresh", ConsoleTown.PASSWORD).fill("again", ConsoleTown.PASSWORD);
      admin.fill("code", "a guess").press("Become the administrator");
      admin.sees("This is not the password that the server printed.");
      admin.fill("code", town.firstPassword()).press("Become the administrator");
      admin.press("On a Subversion server that exists").fill("name", "first");
      admin.fill("svnUrl", "file:///nowhere/at/all").press("Make the repository");
      admin.sees("There is no Subversion repository at this address.");
      admin.press("New, its history kept here").press("Make the repository").sees("Overview");
      late.tick("same").fill("code", town.firstPassword());
      late.fill("fresh", ConsoleTown.PASSWORD).fill("again", ConsoleTown.PASSWORD);
      late.press("Become the administrator").page().locator("os-sign-in").waitFor();
      admin.sees("first").go("files/first").upload("hello.txt", "hello");
      admin.go("users").press("Add a user");
      admin.fill("name", "anna").fill("password", ConsoleTown.PASSWORD).agree().sees("anna");
      admin.go("repositories/first").press("Give a right");
      admin.choose("holder", "anna").choose("right", "read").agree().sees("anna");
      admin.assertContent();
    }
    try (Visitor anna = town.signedIn("anna")) {
      anna.go("files/first").open("hello.txt").sees("Preview");
      anna.assertContent();
    }
  }

  @Test
  void aWrongPasswordIsRefusedInThePersonsLanguage() throws Exception {
    try (Visitor visitor = town.visitor("fr", ColorScheme.LIGHT)) {
      visitor.go("").fill("user", "nobody").fill("password", "not this one");
      visitor.press("Se connecter").sees("ne vont pas ensemble");
      visitor.assertContent();
    }
  }

  /** A second user has come by command before the first administrator came to the console. */
  @Test
  void aPasswordThatServesOnceIsReplacedAtTheSignIn() throws Exception {
    town.once("paula", "printed by a command");
    try (Visitor paula = town.visitor()) {
      paula.go("").fill("user", "paula").fill("password", "printed by a command");
      paula.press("Sign in").sees("This password serves once.");
      paula.fill("fresh", ConsoleTown.PASSWORD).fill("again", ConsoleTown.PASSWORD);
      paula.press("Sign in").sees("Overview").assertContent();
    }
  }

  @Test
  void theLanguageCanBeSwitched() throws Exception {
    town.repository("tongues").user("lea", "tongues", Right.READ);
    try (Visitor lea = town.signedIn("lea")) {
      lea.go("files").sees("The repositories that you may read.");
      lea.choose("language", "fr").sees("Les dépôts que vous pouvez lire.");
      assertThat(lea.page().locator("html").getAttribute("lang")).isEqualTo("fr");
      lea.page().reload();
      lea.sees("Les dépôts que vous pouvez lire.");
      lea.assertContent();
    }
  }

  @Test
  void whatOnePersonSendsAnotherSeesAtOnce() throws Exception {
    town.repository("shared").user("ben", "shared", Right.WRITE).user("cleo", "shared", Right.READ);
    try (Visitor ben = town.signedIn("ben");
        Visitor cleo = town.signedIn("cleo")) {
      cleo.go("files/shared").sees("This folder is empty.");
      ben.go("files/shared").dropNothing().upload("plan.txt", "one");
      cleo.sees("plan.txt");
      ben.pick("plan.txt").press("Rename").fill("name", "plan 2.txt").agree();
      cleo.sees("plan 2.txt");
      ben.pick("plan 2.txt").press("Remove").agree();
      cleo.seesNoMore("plan 2.txt");
      ben.press("Removed").press("Restore").sees("is back");
      cleo.sees("plan 2.txt");
      ben.assertContent();
      cleo.assertContent();
    }
  }

  /** The browser cuts files as desks do: what it sends is what a desk gets, byte for byte. */
  @Test
  void aDeskGetsWhatABrowserSent() throws Exception {
    town.repository("bytes").user("dora", "bytes", Right.WRITE);
    byte[] content = new byte[9_000_000];
    new Random(7).nextBytes(content);
    Path file = Files.write(folder.resolve("large.bin"), content);
    try (Visitor dora = town.signedIn("dora");
        HubDesk desk = town.desk("dora", "bytes")) {
      dora.go("files/bytes").upload(file);
      assertThat(desk.content("/large.bin")).isEqualTo(content);
      assertThat(desk.cuts("/large.bin")).isEqualTo(HubDesk.cutsOf(content));
      dora.pick("large.bin");
      assertThat(dora.download("Download")).isEqualTo(content);
      dora.assertContent();
    }
  }

  @Test
  void anEarlierVersionIsComparedAndBroughtBack() throws Exception {
    town.repository("drafts").user("emil", "drafts", Right.WRITE);
    try (Visitor emil = town.signedIn("emil")) {
      emil.go("files/drafts").upload("speech.txt", "good morning\nall");
      emil.upload("speech.txt", "good evening\nall");
      emil.go("files/drafts?file=speech.txt").sees("good evening").press("Versions");
      emil.press("What changed").sees("good morning").press("Close");
      emil.press("Restore").agree().press("Preview").sees("good morning");
      emil.assertContent();
    }
  }

  @Test
  void aFolderIsSeenAsItWasAndTakenAlongWhole() throws Exception {
    town.repository("papers").user("fritz", "papers", Right.WRITE);
    try (HubDesk desk = town.desk("fritz", "papers");
        Visitor fritz = town.signedIn("fritz")) {
      NodeId inner = desk.folder(NodeId.ROOT, "été");
      NodeId old = desk.file(inner, "old.txt", "old");
      long before = HubDesk.momentBetween();
      desk.move(old, inner, "new.txt");
      fritz.go("files/papers/" + "%C3%A9t%C3%A9").sees("new.txt");
      assertThat(entries(fritz.download("Download ZIP"))).containsExactly("new.txt=old");
      fritz.go("files/papers/" + "%C3%A9t%C3%A9?at=" + before).sees("old.txt");
      fritz.sees("You see this folder as it was").press("Back to now").sees("new.txt");
      fritz.assertContent();
    }
  }

  private static List<String> entries(byte[] archive) throws Exception {
    ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive));
    List<String> found = new ArrayList<>();
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      found.add(entry.getName() + "=" + new String(zip.readAllBytes(), UTF_8));
    }
    return found;
  }

  @Test
  void whoMayOnlyReadIsOfferedNothingElse() throws Exception {
    town.repository("rules").user("gina", "rules", Right.WRITE).user("hugo", "rules", Right.READ);
    try (HubDesk desk = town.desk("gina", "rules");
        Visitor hugo = town.signedIn("hugo")) {
      desk.file(NodeId.ROOT, "law.txt", "law");
      hugo.go("files/rules").sees("law.txt").pick("law.txt").sees("1 chosen");
      assertThat(hugo.page().getByText("Upload").count()).isZero();
      assertThat(hugo.page().locator("os-files button.danger").count()).isZero();
      assertThat(hugo.page().locator("nav").getByText("Users").count()).isZero();
      hugo.go("files/first").sees("There is no such repository that you may read.");
      hugo.assertContent();
    }
  }

  @Test
  void aRightIsExplained() throws Exception {
    town.repository("why").user("ida", "why", Right.READ).administrator("root");
    town.grant("why", "root", Right.MANAGE);
    try (Visitor root = town.signedIn("root")) {
      root.go("repositories/why").choose("user", "ida").press("Explain");
      root.sees("Because of the right of ida at /.");
      root.assertContent();
    }
  }

  @Test
  void aRepositoryIsChecked() throws Exception {
    town.repository("sound").user("vera", "sound", Right.WRITE).administrator("walt");
    try (HubDesk desk = town.desk("vera", "sound");
        Visitor walt = town.signedIn("walt")) {
      desk.file(NodeId.ROOT, "note.txt", "note");
      walt.go("repositories/sound").press("Check now").sees("Sound. Checked");
      walt.assertContent();
    }
  }

  @Test
  void aSettingIsInForceAtOnce() throws Exception {
    town.repository("terms").user("theo", "terms", Right.WRITE).administrator("xenia");
    try (HubDesk desk = town.desk("theo", "terms");
        Visitor xenia = town.signedIn("xenia")) {
      desk.file(NodeId.ROOT, "note.txt", "note");
      xenia.go("settings").fill("longestLinkDays", "7").press("Save");
      xenia.sees("The settings are in force.").page().reload();
      xenia.sees("Days that a link lasts at most");
      assertThat(xenia.page().locator("[name=longestLinkDays]").inputValue()).isEqualTo("7");
      xenia.fill("hours", "0").press("Save");
      xenia.go("audit").sees("longestLinkDays 0 > 7").assertContent();
    }
  }

  @Test
  void aRevokedDeskIsCutOff() throws Exception {
    town.repository("field").user("jan", "field", Right.WRITE);
    try (HubDesk desk = town.desk("jan", "field");
        Visitor jan = town.signedIn("jan")) {
      desk.file(NodeId.ROOT, "note.txt", "note");
      jan.go("desks").sees("laptop-of-jan");
      jan.row("laptop-of-jan").locator("button").click();
      jan.agree().seesNoMore("laptop-of-jan");
      assertThat(desk.isLetIn()).isFalse();
      jan.assertContent();
    }
  }

  @Test
  void activityArrivesByItselfAndWaitsWhilePaused() throws Exception {
    town.repository("news").user("kim", "news", Right.WRITE);
    try (HubDesk desk = town.desk("kim", "news");
        Visitor kim = town.signedIn("kim")) {
      kim.go("activity").sees("Nothing has happened here yet.");
      desk.file(NodeId.ROOT, "first.txt", "1");
      kim.sees("news/first.txt").press("Pause");
      desk.file(NodeId.ROOT, "second.txt", "2");
      kim.sees("1 news waiting").press("Go on").sees("news/second.txt");
      kim.assertContent();
    }
  }

  @Test
  void aNameThatIsTakenIsRefusedAndTheDialogStays() throws Exception {
    town.repository("names").user("lou", "names", Right.WRITE);
    try (Visitor lou = town.signedIn("lou")) {
      lou.go("files/names").press("New folder").fill("name", "a").agree().sees("a");
      lou.press("New folder").fill("name", "a").agreeInVain();
      lou.sees("That name is taken in this folder.").press("Cancel");
      lou.assertContent();
    }
  }

  @Test
  void aListOfTenThousandFilesDrawsOnlyWhatIsSeen() throws Exception {
    town.repository("many").user("mia", "many", Right.WRITE);
    try (HubDesk desk = town.desk("mia", "many");
        Visitor mia = town.signedIn("mia")) {
      desk.files(10_000);
      mia.go("files/many").sees("f00000.txt");
      mia.row("f00000.txt").focus();
      mia.page().keyboard().press("End");
      mia.sees("f09999.txt");
      assertThat(mia.page().locator("os-table .body [role=row]").count()).isLessThan(80);
      mia.assertContent();
    }
  }

  @Test
  void signingOutEndsTheSession() throws Exception {
    town.repository("door").user("nils", "door", Right.READ);
    try (Visitor nils = town.signedIn("nils")) {
      nils.go("files").sees("door").press("Sign out");
      nils.page().locator("os-sign-in").waitFor();
      nils.page().reload();
      nils.page().locator("os-sign-in").waitFor();
      nils.assertContent();
    }
  }

  @Test
  void anElectionIsHeldFromItsRollToItsCount() throws Exception {
    town.administrator("warden");
    try (Visitor warden = town.signedIn("warden");
        Visitor ann = town.visitor();
        Visitor ben = town.visitor()) {
      warden.elect("mayor", "Who shall be mayor?", "voter_id\ncode-ann\ncode-ben\ncode-cem\n");
      ann.go("vote/mayor").sees("This election is not open yet.");
      warden.press("Open").agree().sees("open");
      ann.go("vote/mayor").page().reload();
      ann.vote("Ada", "code-ann").sees("will be counted");
      String receipt = ann.page().locator("os-vote code").innerText();
      ann.page().reload();
      ann.press("I have voted: what became of my ballot?").fill("receipt", receipt);
      ann.press("Ask").sees("will be counted");
      ben.go("vote/mayor").vote("Bea", "code-ben").sees("will be counted");
      ben.page().reload();
      ben.vote("Ada", "code-ben").sees("This voter has voted already.");
      warden.sees("66.7%").press("Close").agree().sees("closed");
      warden.sees("2 ballots, 2 voters on the attendance list.").sees("Bea");
      ann.assertContent();
      ben.assertContent();
      warden.assertContent();
    }
  }

  @Test
  void aRollWithMistakesIsRefusedWithItsLine() throws Exception {
    town.administrator("clerk");
    try (Visitor clerk = town.signedIn("clerk")) {
      clerk.go("elections").press("Create an election").fill("name", "broken");
      clerk.attach("roll", "roll.csv", "voter_id\ncode-1\ncode-1\ncode-1\n").agreeInVain();
      clerk.sees("line 3").sees("line 4").press("Cancel");
      clerk.assertContent();
    }
  }

  @Test
  void aFileIsSharedAndItsLinkCanBeScanned() throws Exception {
    town.repository("hive").user("otto", "hive", Right.READ);
    try (Visitor otto = town.signedIn("otto")) {
      otto.go("swarm").press("Share a file").attach("file", "song.txt", "la la la");
      otto.page().locator("os-dialog os-form button.primary").click();
      otto.page().locator("os-qr svg").waitFor();
      otto.sees("pire2pire:").press("Close").open("song.txt");
      otto.sees("100%");
      otto.assertContent();
    }
  }

  @Test
  void aLinkGivesAFileToSomebodyWithoutAnAccountUntilItIsEnded() throws Exception {
    town.repository("gifts").user("pam", "gifts", Right.WRITE);
    try (Visitor pam = town.signedIn("pam");
        Visitor stranger = town.visitor()) {
      pam.go("files/gifts").upload("gift.txt", "for you").pick("gift.txt").press("Share");
      String address = pam.fill("password", "open sesame").shared();
      stranger.page().navigate(address);
      stranger.sees("This link has a password").fill("password", "wrong").press("Open");
      stranger.sees("The password is not the right one.");
      stranger.fill("password", "open sesame").press("Open").sees("gift.txt");
      assertThat(new String(stranger.download("Download"), UTF_8)).isEqualTo("for you");
      pam.press("Close").press("Share").sees("1 download").press("End").sees("leads nowhere");
      stranger.page().reload();
      stranger.sees("This link leads nowhere");
      pam.assertContent();
      stranger.assertContent();
    }
  }

  @Test
  void aSecondFactorIsAskedForAfterThePassword() throws Exception {
    town.repository("vault").user("quinn", "vault", Right.READ);
    try (Visitor quinn = town.signedIn("quinn")) {
      quinn.go("profile").press("Switch on");
      String secret = quinn.page().locator("os-dialog code").textContent();
      Authenticator phone = new Authenticator(secret);
      quinn.fill("code", phone.code(-1)).agree().sees("The second factor is on.");
      quinn.press("Sign out").fill("user", "quinn").fill("password", ConsoleTown.PASSWORD);
      quinn.press("Sign in").sees("Six digits").fill("code", "000000").press("Sign in");
      quinn.sees("That code is not the right one");
      quinn.fill("code", phone.code(1)).press("Sign in").sees("Overview");
      quinn.assertContent();
    }
  }
}
