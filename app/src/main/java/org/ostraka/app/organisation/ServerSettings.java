package org.ostraka.app.organisation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What one server is set to: a value for every key. */
public final class ServerSettings {

  /** Every key at its standard value. */
  public static final ServerSettings STANDARD = new ServerSettings(Map.of());

  private final Map<ServerKey, Long> values = new EnumMap<>(ServerKey.class);

  private ServerSettings(Map<ServerKey, Long> given) {
    for (ServerKey key : ServerKey.values()) {
      values.put(key, given.getOrDefault(key, key.standard()));
    }
  }

  /**
   * The same settings with another value; {@link IllegalArgumentException} if it is out of range.
   */
  public ServerSettings with(ServerKey key, long value) {
    if (value < key.least() || value > key.most()) {
      throw new IllegalArgumentException(
          "%s %d: %d to %d".formatted(key.word(), value, key.least(), key.most()));
    }
    Map<ServerKey, Long> changed = new EnumMap<>(values);
    changed.put(key, value);
    return new ServerSettings(changed);
  }

  /** The value in the key's own unit. */
  public long get(ServerKey key) {
    return values.getOrDefault(key, key.standard());
  }

  /** The value of a key in milliseconds. */
  public Duration millis(ServerKey key) {
    return Duration.ofMillis(get(key));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServerSettings settings && settings.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
