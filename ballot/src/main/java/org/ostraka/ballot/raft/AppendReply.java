package org.ostraka.ballot.raft;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.ostraka.ballot.Refusal;

/** What the leader's state machine answers to an appended entry. */
sealed interface AppendReply {

  /** The entry was applied, and perhaps refused. */
  record Decided(Optional<Refusal> refusal) implements AppendReply {}

  /**
   * The entry was applied before this server restarted, which forgot what was decided: append it
   * again to learn.
   */
  record Forgotten() implements AppendReply {}

  /** The reply's bytes: nothing, the refusal's name, or a question mark. */
  default Message toMessage() {
    return switch (this) {
      case Decided(Optional<Refusal> refusal) ->
          Message.valueOf(refusal.map(Refusal::name).orElse(""));
      case Forgotten() -> Message.valueOf("?");
    };
  }

  /** Reads a reply; an unknown refusal is an {@link IllegalArgumentException}. */
  static AppendReply of(ByteString content) {
    String text = content.toString(StandardCharsets.US_ASCII);
    return switch (text) {
      case "" -> new Decided(Optional.empty());
      case "?" -> new Forgotten();
      default -> new Decided(Optional.of(Refusal.valueOf(text)));
    };
  }
}
