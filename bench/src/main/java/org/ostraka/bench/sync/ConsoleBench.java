package org.ostraka.bench.sync;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ostraka.base.Fault;
import org.ostraka.base.HostPort;
import org.ostraka.bench.Benchmark;
import org.ostraka.bench.Latencies;
import org.ostraka.bench.Options;
import org.ostraka.bench.Subprocess;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.Content;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.Verdict;
import org.ostraka.sync.web.HubAddress;
import org.ostraka.sync.web.HubLogin;
import org.ostraka.sync.web.RemoteHub;

/** The console in a browser: until the first page can be used, and a long list while it scrolls. */
public final class ConsoleBench implements Benchmark {
  private static final RepositoryName REPOSITORY = new RepositoryName(OstrakaHub.REPOSITORY);
  private static final int BATCH = 2_000;

  /** Scrolls from end to end and gives the milliseconds of each frame. */
  private static final String SCROLL =
      """
      async (steps) => {
        const find = (root) => {
          for (const each of root.querySelectorAll('*')) {
            if (each.localName === 'os-table') return each.renderRoot.querySelector('.scroller');
            const below = each.shadowRoot && find(each.shadowRoot);
            if (below) return below;
          }
          return null;
        };
        const scroller = find(document);
        const frames = [];
        const frame = () => new Promise(requestAnimationFrame);
        let before = await frame();
        for (let step = 1; step <= steps; step++) {
          scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * step / steps;
          const now = await frame();
          frames.push(now - before);
          before = now;
        }
        return frames;
      }
      """;

  @Override
  public String usage() {
    return """
    the console in Chromium (Debian: apt-get install chromium), each time with an empty cache: from
    the address to a form that takes input; and a folder of many files scrolled from end to end
      --files 10000 --pages 20 --steps 600
      --chromium /usr/bin/chromium --folder DIR (a new folder below /tmp)\
    """;
  }

  @Override
  public boolean run(Options options) throws Fault, IOException, InterruptedException {
    Path parent = Files.createDirectories(options.path("--folder", "/tmp"));
    Path folder = Files.createTempDirectory(parent, "console-bench");
    OstrakaHub hub = OstrakaHub.start(folder);
    try (Subprocess _ = hub.process();
        Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(options.path("--chromium", "/usr/bin/chromium"))
                        .setArgs(arguments()))) {
      firstPages(browser, hub, options.number("--pages", 20));
      int files = options.number("--files", 10_000);
      fill(hub, files);
      scroll(browser, hub, files, options.number("--steps", 600));
    } finally {
      Subprocess.remove(folder);
    }
    return true;
  }

  /** Its own sandbox does not work for root. */
  private static List<String> arguments() {
    boolean root = System.getProperty("user.name").equals("root");
    return List.of(root ? "--no-sandbox" : "--disable-dev-shm-usage");
  }

  private static void firstPages(Browser browser, OstrakaHub hub, int pages) {
    Latencies warm = new Latencies();
    for (int number = 0; number < pages; number++) {
      try (BrowserContext context = visitor(browser)) {
        Page page = context.newPage();
        long started = System.nanoTime();
        page.navigate("https://" + hub.address() + "/");
        page.locator("[name=user]").last().fill("ann");
        long taken = System.nanoTime() - started;
        if (number == 0) {
          System.out.printf("first page, first of all: %.0f ms%n", taken / 1e6);
        } else {
          warm.add(taken);
        }
      }
    }
    System.out.printf("first page, the next: %s%n", warm.summary());
  }

  private static BrowserContext visitor(Browser browser) {
    return browser.newContext(
        new Browser.NewContextOptions().setIgnoreHTTPSErrors(true).setViewportSize(1360, 850));
  }

  private static void fill(OstrakaHub hub, int files)
      throws Fault, IOException, InterruptedException {
    HubAddress address = new HubAddress(HostPort.parse(hub.address()), hub.fingerprint());
    String token =
        HubLogin.signIn(
            address,
            new UserName(OstrakaHub.USER),
            OstrakaHub.PASSWORD,
            Optional.of(new DeskName("filler")));
    Chunk chunk = Chunk.of("what all of them hold".getBytes(StandardCharsets.UTF_8));
    Content content = Content.of(List.of(chunk.ref()));
    try (RemoteHub remote = new RemoteHub(address, token)) {
      remote.store(REPOSITORY, List.of(chunk));
      for (int from = 0; from < files; from += BATCH) {
        List<Change> changes = new ArrayList<>();
        for (int file = from; file < Math.min(files, from + BATCH); file++) {
          changes.add(
              new Change.Create(
                  new ChangeId(1, file),
                  new NodeId(1, file + 1),
                  NodeId.ROOT,
                  new EntryName("document-%06d.txt".formatted(file)),
                  new FileEntry(content, false, System.currentTimeMillis())));
        }
        if (!remote.change(REPOSITORY, changes).stream()
            .allMatch(Verdict.Accepted.class::isInstance)) {
          throw new IOException("the hub refused files");
        }
      }
    }
  }

  private static void scroll(Browser browser, OstrakaHub hub, int files, int steps) {
    try (BrowserContext context = visitor(browser)) {
      Page page = context.newPage();
      page.navigate("https://" + hub.address() + "/");
      page.locator("[name=user]").last().fill(OstrakaHub.USER);
      page.locator("[name=password]").last().fill(OstrakaHub.PASSWORD);
      page.locator("os-sign-in os-form button").click();
      page.locator("os-shell").waitFor();
      long started = System.nanoTime();
      page.navigate("https://" + hub.address() + "/#/files/" + OstrakaHub.REPOSITORY);
      page.getByText("document-000000.txt").first().waitFor();
      System.out.printf(
          "%,d files shown after %.0f ms%n", files, (System.nanoTime() - started) / 1e6);
      List<Double> frames = new ArrayList<>();
      for (Object frame : (List<?>) page.evaluate(SCROLL, steps)) {
        frames.add(((Number) frame).doubleValue());
      }
      page.getByText("document-%06d.txt".formatted(files - 1)).first().waitFor();
      Collections.sort(frames);
      System.out.printf(
          "%,d files scrolled in %d steps: a frame p50 %.1f ms, p99 %.1f ms, max %.1f ms (60 a second: 16.7 ms)%n",
          files, steps, at(frames, 0.5), at(frames, 0.99), at(frames, 1));
    }
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
  }
}
