package org.ostraka.sync.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.account.Repositories.Attachment;
import org.ostraka.sync.account.Repositories.Repository;
import org.ostraka.sync.history.History;
import org.ostraka.sync.history.HistoryPlace;
import org.ostraka.sync.history.HistorySettings;

/** Where the histories of a hub's repositories are, by the hub's folder. */
final class HistoryPlaces {
  private static final String OWN = "svn";
  private static final String STATE = "history";

  private final Path hub;

  HistoryPlaces(Path hub) {
    this.hub = hub.toAbsolutePath().normalize();
  }

  /** Opens a repository's history. */
  History open(Repository repository, Path folder, LiveSource source, InstantSource clock)
      throws IOException, Fault {
    HistorySettings settings = HistorySettings.of(repository.uid(), folder.resolve(STATE));
    return History.open(place(repository, folder), settings, source, clock);
  }

  /** The directory of a repository's history where that is the hub's own. */
  static Optional<Path> own(Repository repository, Path folder) {
    return repository.attachment().isPresent()
        ? Optional.empty()
        : Optional.of(folder.toAbsolutePath().resolve(OWN));
  }

  private HistoryPlace place(Repository repository, Path folder) throws Fault {
    return repository.attachment().isPresent()
        ? attached(repository.attachment().get())
        : new HistoryPlace.Own(folder.toAbsolutePath().resolve(OWN));
  }

  /**
   * An attachment's place, if it is one.
   *
   * @throws Fault {@code svn-address} if its address is none for a hub
   */
  HistoryPlace.Attached attached(Attachment attachment) throws Fault {
    try {
      HistoryPlace.Attached place =
          new HistoryPlace.Attached(
              URI.create(attachment.url()), attachment.user(), attachment.password());
      requireOutside(place.url());
      return place;
    } catch (IllegalArgumentException e) {
      throw address(String.valueOf(e.getMessage()));
    }
  }

  private void requireOutside(URI url) throws Fault {
    boolean local = "file".equalsIgnoreCase(url.getScheme());
    if (local && url.getPath() == null) {
      throw address(url + ": a folder is given as file:///path");
    }
    if (local && Path.of(url.getPath()).normalize().startsWith(hub)) {
      throw address(url + ": a repository in the hub's own folder has its owner already");
    }
  }

  private static Fault address(String message) {
    return new Fault(FaultKind.INVALID_INPUT, "svn-address", message);
  }

  /** Where a Subversion client reaches it. */
  String url(Repository repository, Path folder) {
    Optional<Attachment> attachment = repository.attachment();
    return attachment.isPresent()
        ? attachment.get().url()
        : "file://" + folder.toAbsolutePath().normalize().resolve(OWN).toUri().getRawPath();
  }
}
