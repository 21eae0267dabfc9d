package org.ostraka.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.account.Right;

/**
 * Every screen, in both languages and themes: axe-core finds nothing serious to complain of (WCAG
 * 2.2, levels A and AA), and a picture of each is left in {@code target/screenshots} for people to
 * look at.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConsoleLooksTest {
  private static final Path PICTURES = Path.of("target/screenshots");
  private static final String COPY = "plan (conflict of laptop, ole, 2026-11-22 07.15.30).txt";

  /** Fails on what keeps somebody from using the page; advice is left to people. */
  private static final String AXE_RUN =
      """
      async () => {
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
        const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.html}`.slice(0, 400)));
      }
      """;

  private ConsoleTown town;
  private String link = "";
  private String axe;

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    axe = axe();
    town = new ConsoleTown(folder);
    setUp();
    town.repository("docs").user("ole", "docs", Right.WRITE);
    town.grant("docs", "root", Right.MANAGE);
    town.group("staff", "ole");
    try (Visitor root = town.signedIn("root")) {
      root.elect("mayor", "Who shall be mayor?", "voter_id\ncode-1\ncode-2\n");
      root.press("Open").agree();
      count(root);
      root.go("swarm").press("Share a file").attach("file", "song.txt", "la la la");
      root.page().locator("os-dialog os-form button.primary").click();
      root.page().locator("os-qr svg").waitFor();
    }
    try (HubDesk desk = town.desk("ole", "docs")) {
      NodeId minutes = desk.folder(NodeId.ROOT, "Minutes");
      desk.file(minutes, "january.md", "# January\n");
      NodeId plan = desk.file(NodeId.ROOT, "plan.txt", "one\ntwo\nthree\n");
      desk.edit(plan, "one\n2\nthree\nfour\n");
      desk.file(NodeId.ROOT, COPY, "one\ntwo and a half\nthree\n");
    }
    try (Visitor root = town.signedIn("root")) {
      root.go("files/docs").sees("plan.txt").pick("plan.txt").press("Share");
      link = root.fill("password", "open sesame").shared();
    }
  }

  /** An election that is over. */
  private void count(Visitor root) {
    root.elect("archon", "Who shall be archon?", "voter_id\ncode-1\n").press("Open").agree();
    try (Visitor voter = town.visitor()) {
      voter.go("vote/archon").vote("Ada", "code-1").sees("will be counted");
    }
    root.press("Close").agree().sees("1 ballot, 1 voter");
  }

  /** The first run is seen once; its second step in both languages. */
  private void setUp() throws Exception {
    try (Visitor french = town.visitor("fr", ColorScheme.DARK);
        Visitor root = town.visitor()) {
      french.go("").sees(town.fingerprint());
      look(french, "setup", pictures("fr", ColorScheme.DARK));
      root.go("").sees(town.fingerprint());
      look(root, "setup", pictures("en", ColorScheme.LIGHT));
      root.tick("same").fill("code", town.firstPassword()).fill("user", "root");
      root.fill("fresh", ConsoleTown.PASSWORD).fill("again", ConsoleTown.PASSWORD);
      root.press("Become the administrator").press("On a Subversion server that exists");
      root.sees("Make the first repository");
      look(root, "setup-repository", pictures("en", ColorScheme.LIGHT));
      root.choose("language", "fr").sees("Créer le premier dépôt");
      look(root, "setup-repository", pictures("fr", ColorScheme.LIGHT));
      root.press("Plus tard").sees("Créer le premier dépôt").assertContent();
    }
  }

  private static Path pictures(String language, ColorScheme theme) throws Exception {
    return Files.createDirectories(
        PICTURES.resolve(language + "-" + theme.name().toLowerCase(Locale.ROOT)));
  }

  @AfterAll
  void close() throws Exception {
    town.close();
  }

  private static String axe() throws Exception {
    Properties properties = new Properties();
    try (InputStream in = resource("META-INF/maven/org.webjars.npm/axe-core/pom.properties")) {
      properties.load(in);
    }
    String version = properties.getProperty("version");
    try (InputStream in =
        resource("META-INF/resources/webjars/axe-core/" + version + "/axe.min.js")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(
        ConsoleLooksTest.class.getClassLoader().getResourceAsStream(name), name);
  }

  /**
   * The screens by their addresses, each with a text that is there when it has loaded; none for a
   * form.
   */
  private static Map<String, String> screens() {
    Map<String, String> screens = new TreeMap<>();
    screens.put("overview", "plan.txt");
    screens.put("files", "docs");
    screens.put("files/docs", "Minutes");
    screens.put("files/docs?file=plan.txt", "four");
    screens.put("activity", "january.md");
    screens.put("desks", "laptop-of-ole");
    screens.put("conflicts", "laptop, ole");
    screens.put("users", "ole");
    screens.put("groups", "staff");
    screens.put("repositories", "docs");
    screens.put("repositories/docs", "root");
    screens.put("settings", "");
    screens.put("audit", "local.administrator");
    screens.put("elections", "mayor");
    screens.put("elections/mayor", "s1");
    screens.put("swarm", "127.0.0.1");
    screens.put("profile", "root");
    return screens;
  }

  @ParameterizedTest
  @CsvSource({"en,LIGHT", "en,DARK", "fr,LIGHT", "fr,DARK"})
  void everyScreenCanBeUsedByEverybody(String language, ColorScheme theme) throws Exception {
    Path pictures = pictures(language, theme);
    // Names are the language's and contrasts the theme's: each is judged once.
    boolean judged = language.equals("en") == (theme == ColorScheme.LIGHT);
    try (Visitor root = town.visitor(language, theme)) {
      root.go("").page().locator("os-sign-in form").waitFor();
      see(judged, root, "sign-in", pictures);
      root.go("vote/mayor").sees("Who shall be mayor?");
      see(judged, root, "vote", pictures);
      root.signIn("root", ConsoleTown.PASSWORD);
      for (Map.Entry<String, String> screen : screens().entrySet()) {
        open(root, screen);
        see(judged, root, screen.getKey(), pictures);
      }
      root.go("users").page().locator("os-users button.primary").click();
      see(judged, root, "dialog", pictures);
      root.assertContent();
    }
  }

  /** Pages that are reached by doing something, and what strangers see. */
  @ParameterizedTest
  @CsvSource({"en,LIGHT", "fr,DARK"})
  void whatIsBehindTheScreensCanBeUsedByEverybody(String language, ColorScheme theme)
      throws Exception {
    Path pictures = pictures(language, theme);
    try (Visitor root = town.visitor(language, theme);
        Visitor stranger = town.visitor(language, theme)) {
      stranger.page().navigate(link);
      stranger.page().locator("os-shared form").waitFor();
      look(stranger, "shared-locked", pictures);
      stranger.fill("password", "open sesame").page().locator("os-form button.primary").click();
      stranger.sees("plan.txt");
      look(stranger, "shared", pictures);
      root.signIn("root", ConsoleTown.PASSWORD);
      root.go("elections/archon").sees("Ada");
      look(root, "elections-counted", pictures);
      root.go("swarm").open("song.txt").page().locator("os-swarm-file .pad").first().waitFor();
      look(root, "swarm-file", pictures);
      root.go("files/docs?file=plan.txt").sees("four");
      root.page().locator("[role=tab]").last().click();
      root.page().locator("os-versions li, os-versions [role=row]").first().waitFor();
      look(root, "versions", pictures);
      root.go("profile").page().locator("os-profile section").last().locator("button").click();
      root.page().locator("os-dialog os-qr svg").waitFor();
      look(root, "second-factor", pictures);
      root.assertContent();
      stranger.assertContent();
    }
  }

  @ParameterizedTest
  @CsvSource({"en,LIGHT", "fr,DARK"})
  void everyScreenFitsAPhone(String language, ColorScheme theme) throws Exception {
    Path pictures =
        Files.createDirectories(
            PICTURES.resolve("phone-" + language + "-" + theme.name().toLowerCase(Locale.ROOT)));
    try (Visitor root = town.visitor(language, theme)) {
      root.page().setViewportSize(390, 844);
      root.signIn("root", ConsoleTown.PASSWORD);
      for (Map.Entry<String, String> screen : screens().entrySet()) {
        open(root, screen);
        root.picture(pictures.resolve(fileName(screen.getKey())));
        assertThat(width(root.page())).as(screen.getKey()).isLessThanOrEqualTo(390);
      }
      root.page().locator("os-shell header button").click();
      look(root, "navigation", pictures);
      root.assertContent();
    }
  }

  /** How wide the page is, what has to be scrolled to included. */
  private static int width(Page page) {
    return (int)
        page.evaluate(
            "() => Math.max(document.documentElement.scrollWidth,"
                + " document.querySelector('os-app').shadowRoot.querySelector('os-shell')"
                + ".shadowRoot.querySelector('main').scrollWidth)");
  }

  /** Goes to a screen, and waits until it shows what it has; a form is enough where that is all. */
  private static void open(Visitor visitor, Map.Entry<String, String> screen) {
    visitor.go(screen.getKey());
    if (screen.getValue().isEmpty()) {
      visitor.page().locator("os-settings form").waitFor();
    } else {
      visitor.sees(screen.getValue());
    }
  }

  private static String fileName(String screen) {
    return screen.replaceAll("[^a-z]+", "-") + ".png";
  }

  private void see(boolean judged, Visitor visitor, String screen, Path pictures) {
    if (judged) {
      look(visitor, screen, pictures);
    } else {
      visitor.picture(pictures.resolve(fileName(screen)));
    }
  }

  private void look(Visitor visitor, String screen, Path pictures) {
    visitor.picture(pictures.resolve(fileName(screen)));
    visitor.page().evaluate(axe);
    assertThat((List<?>) visitor.page().evaluate(AXE_RUN)).as(screen).isEmpty();
  }
}
