package org.ostraka.app.doctor;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/** This machine, as the checks read it. */
interface Machine {

  /** The release of the running JDK, such as 25. */
  int javaRelease();

  /** The charset in which the JDK reads file names. */
  String fileNameCharset();

  /** Physical memory in bytes. */
  long memoryBytes();

  /** Files and connections that one process may have open; empty where the system does not tell. */
  OptionalLong openFiles();

  /** Whether a program of this name is on the PATH. */
  boolean hasProgram(String name);

  /** Whether the path is there and this user may read and write it. */
  boolean isUsable(Path device);

  /** A number that the system keeps in a file; empty when it has none. */
  OptionalLong kernelNumber(Path file);

  /** Whether something keeps the clock right. */
  boolean hasTimeService();

  /** The machine that this process runs on. */
  static Machine here() {
    return new Here();
  }

  /** Read from the JDK, {@code /proc} and the PATH. */
  final class Here implements Machine {
    private static final int LONGEST_NUMBER = 32;
    private static final Set<String> TIME_SERVICES =
        Set.of("chronyd", "ntpd", "systemd-timesyncd", "systemd-timesyn", "openntpd", "ptp4l");

    private Here() {}

    @Override
    public int javaRelease() {
      return Runtime.version().feature();
    }

    @Override
    public String fileNameCharset() {
      return System.getProperty("sun.jnu.encoding", "unknown");
    }

    @Override
    public long memoryBytes() {
      return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    @Override
    public OptionalLong openFiles() {
      return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
              instanceof UnixOperatingSystemMXBean unix
          ? OptionalLong.of(unix.getMaxFileDescriptorCount())
          : OptionalLong.empty();
    }

    @Override
    public boolean hasProgram(String name) {
      String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
      return Arrays.stream(path.split(":"))
          .filter(folder -> !folder.isEmpty())
          .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    @Override
    public boolean isUsable(Path device) {
      return Files.isReadable(device) && Files.isWritable(device);
    }

    @Override
    public OptionalLong kernelNumber(Path file) {
      // In one go: a second reading of such a file finds nothing, and the JDK reads a file of no
      // length byte by byte.
      try (InputStream in = Files.newInputStream(file)) {
        String text = new String(in.readNBytes(LONGEST_NUMBER), StandardCharsets.US_ASCII);
        return OptionalLong.of(Long.parseLong(text.strip()));
      } catch (IOException | NumberFormatException _) {
        return OptionalLong.empty();
      }
    }

    @Override
    public boolean hasTimeService() {
      return Files.exists(Path.of("/run/systemd/timesync/synchronized"))
          || ProcessHandle.allProcesses().anyMatch(Here::keepsTime);
    }

    private static boolean keepsTime(ProcessHandle process) {
      return process
          .info()
          .command()
          .map(command -> Path.of(command).getFileName())
          .filter(name -> TIME_SERVICES.contains(name.toString().toLowerCase(Locale.ROOT)))
          .isPresent();
    }
  }
}
