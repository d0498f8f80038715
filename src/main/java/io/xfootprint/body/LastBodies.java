// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The last bodies of some addresses, as checksums: a body that equals the one before need not have
 * been sent again. Of each a hash of the address is kept and no text. Where two addresses share a
 * place, the later one takes it. Safe for use by many threads, without a lock.
 */
public final class LastBodies {

  /** In 40 kB at most. */
  private static final int PLACES = 1024;

  private static final int SAMPLES = 1 << 16;

  private final int sampled;
  private final AtomicReferenceArray<@Nullable Last> places = new AtomicReferenceArray<>(PLACES);

  /** The last body of an address. */
  private record Last(long address, long checksum) {}

  /**
   * Creates a memory of nothing.
   *
   * @param sample part of the addresses that are looked at, from 0 to 1
   */
  public LastBodies(double sample) {
    sampled = (int) Math.round(sample * SAMPLES);
  }

  /**
   * Returns the checksum to keep while the answer is written; null if the address is not looked at,
   * or the method is not GET.
   */
  public @Nullable BodyChecksum begin(HttpServletRequest request) {
    if (sampled == 0 || !"GET".equals(request.getMethod()) || request.getRequestURI() == null) {
      return null;
    }
    String query = request.getQueryString();
    String address =
        query == null ? request.getRequestURI() : request.getRequestURI() + '?' + query;
    CRC32C hash = new CRC32C();
    hash.update(address.getBytes(StandardCharsets.UTF_8));
    // Each request of an address is looked at, or none, as two in a row are compared.
    return (hash.getValue() & SAMPLES - 1) < sampled
        ? new BodyChecksum(hash.getValue() << Integer.SIZE ^ address.hashCode())
        : null;
  }

  /** Returns whether a whole body equals the last one of its address, and remembers it. */
  public boolean isRepeated(BodyChecksum body) {
    if (!body.isKnown()) {
      return false;
    }
    int place = (int) (body.address() & PLACES - 1);
    Last before = places.get(place);
    boolean isRepeated =
        before != null && before.address() == body.address() && before.checksum() == body.value();
    if (!isRepeated) {
      places.set(place, new Last(body.address(), body.value()));
    }
    return isRepeated;
  }
}
