package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A person before a browser: sees what is shown, and does what people do. */
final class Visitor implements AutoCloseable {
  private final BrowserContext context;
  private final Page page;
  private final String origin;
  private final List<String> complaints = new ArrayList<>();

  Visitor(BrowserContext context, String origin) {
    this.context = context;
    this.origin = origin;
    this.page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(message -> {
      // What the server refuses is part of a scenario; what the browser refuses never is.
      if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
        complaints.add(message.text());
      }
    });
    page.onRequest(request -> {
      if (!request.url().startsWith(origin) && !request.url().startsWith("blob:")) {
        complaints.add("a request to another host: " + request.url());
      }
    });
  }

  Page page() {
    return page;
  }

  Visitor signIn(String user, String password) {
    go("");
    field("user").fill(user);
    field("password").fill(password);
    page.locator("os-sign-in os-form button").click();
    page.locator("os-shell").waitFor();
    return this;
  }

  /** Goes to a place of the console, such as {@code files/docs}. */
  Visitor go(String place) {
    page.navigate(origin + "/#/" + place);
    return this;
  }

  private Locator field(String name) {
    return page.locator("[name=" + name + "]").last();
  }

  Visitor fill(String name, String text) {
    field(name).fill(text);
    return this;
  }

  Visitor choose(String name, String value) {
    field(name).selectOption(value);
    return this;
  }

  Visitor tick(String name) {
    field(name).check();
    return this;
  }

  /** Presses the button, link or tab of that name. */
  Visitor press(String name) {
    button(name).click();
    return this;
  }

  private Locator button(String name) {
    Locator dialog = page.locator("os-dialog");
    Locator around = dialog.count() > 0 ? dialog : page.locator("body");
    return role(around, AriaRole.BUTTON, name)
        .or(role(around, AriaRole.LINK, name))
        .or(role(around, AriaRole.TAB, name))
        .first();
  }

  private static Locator role(Locator around, AriaRole role, String name) {
    return around.getByRole(role, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Answers the dialog that is open; what it asks for is filled in before. */
  Visitor agree() {
    page.locator("os-dialog os-form button.primary").click();
    page.locator("os-dialog")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    return this;
  }

  /** Answers the dialog that is open and expects that it stays. */
  Visitor agreeInVain() {
    page.locator("os-dialog os-form button.primary").click();
    return this;
  }

  Visitor upload(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    page.locator("input[name=files]").setInputFiles(new FilePayload(name, "text/plain", bytes));
    return seesSent(name);
  }

  Visitor upload(Path file) {
    page.locator("input[name=files]").setInputFiles(file);
    return seesSent(file.getFileName().toString());
  }

  /** Drops a folder onto the list that holds nothing. */
  Visitor dropNothing() {
    JSHandle transfer = page.evaluateHandle("() => new DataTransfer()");
    page.locator(".list.card").dispatchEvent("drop", Map.of("dataTransfer", transfer));
    return this;
  }

  private Visitor seesSent(String name) {
    page.locator("os-transfers li.sent")
        .filter(new Locator.FilterOptions().setHasText(name))
        .waitFor();
    row(name).waitFor();
    return this;
  }

  /** Chooses a file in a form. */
  Visitor attach(String field, String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    field(field).setInputFiles(new FilePayload(name, "text/plain", bytes));
    return this;
  }

  /** Creates an election between Ada and Bea, and looks at it. */
  Visitor elect(String name, String question, String roll) {
    go("elections").press("Create an election").fill("name", name).fill("question", question);
    fill("choices", "Ada\nBea").attach("roll", "roll.csv", roll).agree();
    return sees(question);
  }

  /** Casts a ballot on the voting page. */
  Visitor vote(String choice, String code) {
    page.getByLabel(choice, new Page.GetByLabelOptions().setExact(true)).check();
    fill("code", code);
    return press("Cast the ballot");
  }

  /** Agrees to a link, and reads it where it is shown. */
  String shared() {
    page.locator("os-dialog os-form button.primary").click();
    page.locator("os-dialog os-qr").waitFor();
    return page.locator("os-dialog code").textContent();
  }

  /** Waits for a text to be shown. */
  Visitor sees(String text) {
    page.getByText(text).locator("visible=true").first().waitFor();
    return this;
  }

  /** Waits for a text to be gone. */
  Visitor seesNoMore(String text) {
    page.locator("main, os-sign-in")
        .getByText(text)
        .first()
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    return this;
  }

  /** The row of a table that has this text. */
  Locator row(String text) {
    return page.locator("os-table .body [role=row]")
        .filter(new Locator.FilterOptions().setHasText(text))
        .first();
  }

  /** Clicks a row: a folder opens, a file is looked into. */
  Visitor open(String text) {
    row(text).click();
    return this;
  }

  /** Ticks a row. */
  Visitor pick(String text) {
    row(text).locator("input").click();
    return this;
  }

  /** What a download by this button brings. */
  byte[] download(String button) throws Exception {
    Download download = page.waitForDownload(() -> press(button));
    return Files.readAllBytes(download.path());
  }

  void picture(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
  }

  /** Fails if the browser refused anything, or a script broke. */
  void assertContent() {
    assertThat(complaints).isEmpty();
  }

  @Override
  public void close() {
    context.close();
  }
}
