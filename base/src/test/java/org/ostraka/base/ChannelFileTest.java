package org.ostraka.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A file on channels that fail and stop half-way, as real ones seldom do on demand. */
final class ChannelFileTest {
  private final FailingChannel channel = new FailingChannel();

  @Test
  void anAppendGoesOnUntilAllIsWritten() throws IOException {
    channel.bytesPerWrite = 3;
    ChannelFile file = open();
    file.append(buffers("a ballot", " and ", "another"));
    assertThat(channel.text()).isEqualTo("a ballot and another");
  }

  @Test
  void anAppendThatFindsTheDiskFullLeavesNoPart() throws IOException {
    ChannelFile file = open();
    file.append(buffers("whole."));
    channel.bytesPerWrite = 3;
    channel.capacity = 11;
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> file.append(buffers("too long for it")))
        .withMessage("No space left on device");
    assertThat(channel.text()).isEqualTo("whole.");
  }

  @Test
  void aFileGoesOnOnceTheDiskHasRoomAgain() throws IOException {
    ChannelFile file = open();
    channel.capacity = 4;
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> file.append(buffers("later")));
    channel.capacity = 100;
    file.append(buffers("later"));
    assertThat(channel.text()).isEqualTo("later");
  }

  @Test
  void aFileThatCouldNotTakeBackItsTornAppendTakesNoMore() throws IOException {
    ChannelFile file = open();
    channel.capacity = 4;
    channel.truncateFails = true;
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> file.append(buffers("later")));
    channel.capacity = 100;
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> file.append(buffers("more")))
        .withMessageContaining("the.log failed before");
  }

  @Test
  void aFailedForceIsNeverFollowedByOneThatSaysDone() throws IOException {
    ChannelFile file = open();
    file.append(buffers("dirty"));
    channel.forceFails = true;
    assertThatExceptionOfType(IOException.class).isThrownBy(file::force);
    channel.forceFails = false;
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(file::force)
        .withMessageContaining("may lack what was written");
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> file.append(buffers("more")));
  }

  private ChannelFile open() throws IOException {
    return ChannelFile.atEnd(Path.of("the.log"), channel);
  }

  private static List<ByteBuffer> buffers(String... parts) {
    return List.of(parts).stream().map(part -> ByteBuffer.wrap(part.getBytes(UTF_8))).toList();
  }
}
