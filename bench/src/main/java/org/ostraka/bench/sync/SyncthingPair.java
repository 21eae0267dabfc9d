package org.ostraka.bench.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ostraka.bench.Subprocess;

/**
 * Two Syncthings that know only each other, over their own TLS. A change is sent after a second
 * instead of the usual ten.
 */
final class SyncthingPair implements Pair {

  @Override
  public String name() {
    return "syncthing";
  }

  @Override
  public Optional<String> missingPackage() {
    return Subprocess.find("syncthing").isPresent() ? Optional.empty() : Optional.of("syncthing");
  }

  @Override
  public Running start(Path folder, Path one, Path other) throws IOException, InterruptedException {
    List<Device> devices = List.of(device(folder, one), device(folder, other));
    Map<String, Subprocess> programs = new LinkedHashMap<>();
    for (Device device : devices) {
      Files.writeString(device.home.resolve("config.xml"), configuration(device, devices));
      String name = String.valueOf(device.synced.getFileName());
      List<String> line =
          List.of("syncthing", "serve", "--no-browser", "--no-upgrade", "--home=" + device.home);
      programs.put(name, Subprocess.start(line, folder, folder.resolve(name + ".log")));
    }
    Running running = () -> programs;
    Ground.awaitAnswer(one, other, running);
    return running;
  }

  /** One of the two. */
  private record Device(Path synced, Path home, String id, int port) {
    String element() {
      return "<device id=\"%s\"><address>tcp://127.0.0.1:%d</address></device>".formatted(id, port);
    }
  }

  private static Device device(Path folder, Path synced) throws IOException, InterruptedException {
    Path home = folder.resolve(synced.getFileName() + "-home");
    String _ =
        Subprocess.run(List.of("syncthing", "generate", "--no-default-folder", "--home=" + home));
    String id = Subprocess.run(List.of("syncthing", "--device-id", "--home=" + home)).strip();
    return new Device(synced, home, id, Subprocess.freePort());
  }

  private static String configuration(Device device, List<Device> devices) {
    return """
    <configuration version="36">
      <folder id="bench" path="%s" type="sendreceive" rescanIntervalS="3600"
          fsWatcherEnabled="true" fsWatcherDelayS="1">
        <device id="%s"/><device id="%s"/>
      </folder>
      %s %s
      <gui enabled="false"/>
      <options>
        <listenAddress>tcp://127.0.0.1:%d</listenAddress>
        <globalAnnounceEnabled>false</globalAnnounceEnabled>
        <localAnnounceEnabled>false</localAnnounceEnabled>
        <relaysEnabled>false</relaysEnabled>
        <natEnabled>false</natEnabled>
        <urAccepted>-1</urAccepted>
        <crashReportingEnabled>false</crashReportingEnabled>
        <startBrowser>false</startBrowser>
        <reconnectionIntervalS>5</reconnectionIntervalS>
      </options>
    </configuration>
    """
        .formatted(
            device.synced,
            devices.getFirst().id,
            devices.getLast().id,
            devices.getFirst().element(),
            devices.getLast().element(),
            device.port);
  }
}
