package org.ostraka.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;

/**
 * A folder on two desks, kept the same through a hub: new files, two edits at the same time, a
 * removal that is taken back.
 */
final class Folders {
  private static final String REPOSITORY = "council";
  private static final String PASSWORD = "owl-and-olive-tree";
  private static final String PLAN = "plan.txt";

  private final Stage stage;
  private final Story story;
  private final Samples samples;
  private final Door door;

  Folders(Stage stage, Story story, Samples samples, Door door) {
    this.stage = stage;
    this.story = story;
    this.samples = samples;
    this.door = door;
  }

  void play() throws Fault, IOException, InterruptedException {
    stage.run("hub", "repo", "add", REPOSITORY, "--dir", Door.hub(stage));
    desk("ann");
    desk("bob");
    story.tell("two desks, ann's and bob's, each with a folder of the same repository");
    fill();
    editBoth();
    removeAndRestore();
  }

  private void desk(String name) throws Fault, IOException {
    Object hub = Door.hub(stage);
    stage.say(PASSWORD, "hub", "user", "add", name, "--password-stdin", "--dir", hub);
    stage.run("hub", "grant", REPOSITORY, name, "write", "--dir", hub);
    stage.say(
        PASSWORD,
        "sync",
        "login",
        door.address(),
        "--user",
        name,
        "--desk",
        name,
        "--fingerprint",
        door.fingerprint(),
        "--home",
        home(name));
    stage.run("sync", "add", folder(name), REPOSITORY, "--home", home(name));
    stage.enter(name, "sync", "run", "--home", home(name));
  }

  private Path home(String name) {
    return stage.place(name + "-home");
  }

  private Path folder(String name) {
    return stage.place(name);
  }

  private void fill() throws Fault, IOException, InterruptedException {
    int files = samples.fill(folder("ann"));
    long began = System.nanoTime();
    awaitSame(files);
    story.tell(
        "%d files saved on ann's desk are on bob's, %.1f s later"
            .formatted(files, (System.nanoTime() - began) / 1e9));
  }

  private void editBoth() throws Fault, IOException, InterruptedException {
    Files.writeString(folder("ann").resolve(PLAN), "a plan\n");
    Waiting.until("the plan on bob's desk", () -> Files.exists(folder("bob").resolve(PLAN)));
    for (String name : new String[] {"ann", "bob"}) {
      stage.run("sync", "pause", "--home", home(name));
      Files.writeString(folder(name).resolve(PLAN), "the plan of " + name + "\n");
    }
    for (String name : new String[] {"ann", "bob"}) {
      stage.run("sync", "resume", "--home", home(name));
    }
    Waiting.until("both plans on both desks", () -> plans("ann") == 2 && plans("bob") == 2);
    awaitSame(0);
    story.tell("both changed plan.txt at the same time: both have both, the later as a named copy");
  }

  private long plans(String name) throws IOException {
    try (Stream<Path> all = Files.list(folder(name))) {
      return all.filter(file -> String.valueOf(file.getFileName()).startsWith("plan")).count();
    }
  }

  private void removeAndRestore() throws Fault, IOException, InterruptedException {
    Path removed = folder("bob").resolve(PLAN);
    Path gone = folder("ann").resolve(PLAN);
    Files.delete(removed);
    Waiting.until("the removal on ann's desk", () -> !Files.exists(gone));
    stage.run("sync", "restore", gone, "--home", home("ann"));
    Waiting.until("the plan to be back", () -> Files.exists(removed));
    awaitSame(0);
    story.tell("bob removed plan.txt, and ann took it back out of the history");
  }

  /** Waits until both folders hold the same, and at least so many files. */
  private void awaitSame(int fewest) throws Fault, InterruptedException {
    Waiting.until(
        "both desks to be the same",
        () -> {
          Map<String, Digest> ann = content("ann");
          return ann.size() >= fewest && ann.equals(content("bob"));
        });
  }

  private Map<String, Digest> content(String name) throws IOException {
    Map<String, Digest> content = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder(name))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Digest digest = Digest.of(Files.readAllBytes(file));
        content.put(folder(name).relativize(file).toString(), digest);
      }
    }
    return content;
  }
}
