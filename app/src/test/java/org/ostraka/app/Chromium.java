package org.ostraka.app;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The browser of all scenarios of a class: started once, each visitor with a profile of its own.
 */
final class Chromium implements AutoCloseable {
  private static final double PATIENCE_MILLIS = 20_000;

  /** As Debian and others install it. */
  private static final Path PROGRAM =
      Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
          .map(Path::of)
          .filter(Files::exists)
          .findFirst()
          .orElseThrow(
              () -> new AssertionError("no browser here: as root, apt-get install chromium"));

  private final Playwright playwright;
  private final Browser browser;

  Chromium() {
    // The browser is the system's: none is fetched.
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions().setExecutablePath(PROGRAM).setArgs(arguments()));
  }

  /** Its own sandbox does not work for root, who runs tests in containers. */
  private static List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("--disable-dev-shm-usage"));
    if (System.getProperty("user.name").equals("root")) {
      arguments.add("--no-sandbox");
    }
    return arguments;
  }

  /** Somebody new, whose browser is set to a language and a theme. */
  Visitor visitor(String origin, String language, ColorScheme theme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setLocale(language)
                .setColorScheme(theme)
                .setViewportSize(1360, 850));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    return new Visitor(context, origin);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
