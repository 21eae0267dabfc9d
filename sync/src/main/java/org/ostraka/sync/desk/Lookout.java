package org.ostraka.sync.desk;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Where a session has to look next, what it reads there, and what it is not sure of yet. */
final class Lookout {

  /** How long something that was not found may turn up under another name. */
  private static final Duration GRACE = Duration.ofMillis(60);

  /** Beyond this many entries it is looked for before it is given up. */
  private static final int FEW = 50;

  private final Survey survey;
  private final Workshop workshop;
  private final Readings readings;
  private final Rhythm rhythm;
  private final Consumer<SessionEvent> teller;
  private final Set<String> touched = new TreeSet<>();

  /** Folders of which all is looked at. */
  private final Set<String> came = new TreeSet<>();

  private boolean lostSight = true;

  /**
   * Files that came or changed while no session ran: what they hold must be known before the
   * journal is read, for it may be what the journal tells.
   */
  private final Set<String> unsure = new HashSet<>();

  /** What a person must do something about: path and reason. */
  private final SequencedMap<String, String> unreadable = new LinkedHashMap<>();

  private boolean lookedOnce;
  private boolean graceRuns;
  private boolean graceEnded;

  Lookout(
      Survey survey,
      Readings readings,
      Workshop workshop,
      Rhythm rhythm,
      Consumer<SessionEvent> teller) {
    this.survey = survey;
    this.readings = readings;
    this.workshop = workshop;
    this.rhythm = rhythm;
    this.teller = teller;
  }

  void touched(Collection<String> paths) {
    touched.addAll(paths);
  }

  void came(Collection<String> folders) {
    came.addAll(folders);
  }

  void lostSight() {
    lostSight = true;
  }

  void graceEnded() {
    graceEnded = true;
  }

  /** Whether the hub may be asked: what was found at the start is known. */
  boolean isSure() {
    return unsure.isEmpty();
  }

  /** Whether there is nothing more to be looked at or read. */
  boolean isDone() {
    return touched.isEmpty()
        && came.isEmpty()
        && !lostSight
        && !survey.hasMissing()
        && readings.size() == 0;
  }

  /** One line for each file that may not be read. */
  List<String> unreadable() {
    return unreadable.entrySet().stream().map(it -> it.getKey() + ": " + it.getValue()).toList();
  }

  void read(SessionEvent.FileRead file) throws IOException {
    String path = file.reading().path();
    readings.ended(path);
    unsure.remove(path);
    if (file.problem().isEmpty()) {
      unreadable.remove(path);
    } else {
      unreadable.put(path, file.problem());
    }
    if (file.content() == null || !survey.read(file.reading(), file.content())) {
      later(rhythm.restless(path), new SessionEvent.Touched(List.of(path)));
    }
  }

  void look() throws IOException {
    Set<String> paths = Set.copyOf(touched);
    List<Survey.Reading> found =
        lostSight ? survey.look(Set.of(), Set.of("")) : survey.look(paths, Set.copyOf(came));
    touched.clear();
    came.clear();
    readings.wish(found);
    if (!lookedOnce) {
      lookedOnce = true;
      found.forEach(reading -> unsure.add(reading.path()));
    }
    lostSight = false;
    if (graceEnded) {
      graceEnded = false;
      graceRuns = false;
      giveUpMissing();
    }
    readings.begin();
    if (survey.hasMissing() && !graceRuns) {
      graceRuns = true;
      later(GRACE, new SessionEvent.GraceEnded());
    }
    if (survey.takeUnclear()) {
      later(GRACE, new SessionEvent.LostSight());
    }
    List<String> doubtful = survey.doubtful();
    if (!doubtful.isEmpty() && paths.isEmpty()) {
      later(GRACE, new SessionEvent.Touched(doubtful));
    }
  }

  private void giveUpMissing() throws IOException {
    if (survey.missingEntries() > FEW) {
      // Events of a large folder come late; a move must not pass for a mass deletion.
      readings.wish(survey.lookForArrivals());
    }
    readings.wish(survey.dropMissing());
  }

  private void later(Duration delay, SessionEvent event) {
    workshop.later(delay, () -> teller.accept(event));
  }
}
