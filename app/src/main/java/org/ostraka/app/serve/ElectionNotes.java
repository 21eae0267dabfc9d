package org.ostraka.app.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.ostraka.app.serve.ElectionForms.About;
import org.ostraka.ballot.ElectionName;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.Fault;
import org.ostraka.base.FileDisk;
import org.ostraka.web.Call;
import org.ostraka.web.Json;

/** What voters are told of each election: a file each, beside the ballots and no part of them. */
final class ElectionNotes {
  static final int LONGEST_QUESTION = 500;
  static final int MOST_CHOICES = 100;
  static final int LONGEST_CHOICE = 200;
  static final int LONGEST_FILE = 256 << 10;

  private final NodeFolder folder;
  private final FileDisk disk = FileDisk.ownerOnly();

  ElectionNotes(NodeFolder folder) {
    this.folder = folder;
  }

  About of(ElectionName election) throws IOException, Fault {
    Path file = folder.notes(election);
    return disk.exists(file)
        ? Json.answer(new AtomicFiles(disk).read(file, LONGEST_FILE), About.class)
        : About.NOTHING;
  }

  void write(ElectionName election, About about) throws IOException, Fault {
    requireFit(about);
    Path file = folder.notes(election);
    disk.createDirectories(file.resolveSibling(""));
    new AtomicFiles(disk).replace(file, Json.bytes(about));
  }

  private static void requireFit(About about) throws Fault {
    String question = Json.require(about.question(), "question");
    List<String> choices = Json.require(about.choices(), "choices");
    if (question.length() > LONGEST_QUESTION) {
      throw Call.refused("question: at most %d characters".formatted(LONGEST_QUESTION));
    }
    if (choices.size() > MOST_CHOICES || new HashSet<>(choices).size() < choices.size()) {
      throw Call.refused("choices: at most %d, each once".formatted(MOST_CHOICES));
    }
    for (String choice : choices) {
      if (choice == null || choice.isBlank() || choice.length() > LONGEST_CHOICE) {
        throw Call.refused("choices: 1 to %d characters each".formatted(LONGEST_CHOICE));
      }
    }
  }
}
