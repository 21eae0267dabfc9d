package org.ostraka.ballot.fuse;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotFileSystem;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.Written;

/** Closes many files by one call, as a server in this process does, one after the other. */
final class ClosingMany {
  private final BallotFileSystem ballots;

  private ClosingMany(BallotFileSystem ballots) {
    this.ballots = ballots;
  }

  static BatchClosing of(BallotFileSystem ballots) {
    ClosingMany many = new ClosingMany(ballots);
    return (BatchClosing)
        Proxy.newProxyInstance(
            BatchClosing.class.getClassLoader(),
            new Class<?>[] {BatchClosing.class},
            (proxy, method, arguments) -> many.call(method, Objects.requireNonNull(arguments)));
  }

  private @Nullable Object call(Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("closeAll")) {
      return closeAll((List<?>) arguments[0]);
    }
    try {
      return method.invoke(ballots, arguments);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private List<CastResult> closeAll(List<?> files) throws Exception {
    List<CastResult> results = new ArrayList<>();
    for (Object file : files) {
      Written written = (Written) file;
      results.add(new CastResult.Recorded(ballots.close(written.reservation(), written.block())));
    }
    return results;
  }
}
