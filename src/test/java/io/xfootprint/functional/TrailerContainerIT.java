// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailerContainerIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();

  @TempDir private static Path folder;

  @Test
  void explore() throws Exception {
    Path files = Files.createDirectory(folder.resolve("static"));
    Files.write(files.resolve("small.txt"), new byte[200]);
    Files.write(files.resolve("big.bin"), new byte[200_000]);
    StringBuilder out = new StringBuilder();
    for (Setup setup : Setup.values()) {
      try (Container c = CONTAINER.start(Variant.FOOTPRINT.before(setup.site(folder)))) {
        for (SyncCase request : SyncCase.all()) {
          List<String> lines = new ArrayList<>();
          for (int i = 0; i < request.headers().size(); i += 2)
            lines.add(request.headers().get(i) + ": " + request.headers().get(i + 1));
          if (setup == Setup.GZIP) lines.add("Accept-Encoding: gzip");
          String l = request.method() + " " + request.path() + " HTTP/1.1";
          try {
            RawAnswer a = RawAnswer.of(c.port(), l, lines.toArray(String[]::new));
            lines.add("TE: trailers");
            RawAnswer b = RawAnswer.of(c.port(), l, lines.toArray(String[]::new));
            boolean same = a.withoutFootprint().equals(b.withoutFootprint());
            boolean expected = a.isChunked() && a.complete() && !request.method().equals("HEAD");
            boolean has = b.trailingFigures().size() == 1;
            if (!same || expected != has) {
              out.append(
                  CONTAINER
                      + " "
                      + setup
                      + " "
                      + request
                      + " same="
                      + same
                      + " chunked="
                      + a.isChunked()
                      + " expected="
                      + expected
                      + " trailers="
                      + b.trailers()
                      + (same ? "" : "\n   " + show(a) + "\n   " + show(b))
                      + "\n");
            }
          } catch (Exception e) {
            out.append(CONTAINER + " " + setup + " " + request + " " + e + "\n");
          }
        }
      }
    }
    Files.writeString(Path.of("/tmp/s2a-x/out-" + CONTAINER), out);
  }

  private static String show(RawAnswer a) {
    return a.status()
        + a.fields()
        + " body "
        + a.body().length()
        + " "
        + a.trailers()
        + a.complete();
  }
}
